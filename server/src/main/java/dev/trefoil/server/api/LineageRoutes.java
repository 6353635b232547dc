package dev.trefoil.server.api;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.data.DatasetVersion;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Where a version comes from and where it serves.
public final class LineageRoutes {
    private final ModelRegistry registry;
    private final Datasets datasets;
    private final Charters charters;
    private final Endpoints endpoints;

    public LineageRoutes(ModelRegistry registry, Datasets datasets, Charters charters, Endpoints endpoints) {
        this.registry = registry;
        this.datasets = datasets;
        this.charters = charters;
        this.endpoints = endpoints;
    }

    public List<ApiRoute> routes() {
        return List.of(ApiRoute.get(
                "/api/v1/models/{model}/versions/{version}/lineage",
                "Sources, dataset, charter, commit, run and endpoints of a version",
                this::lineage));
    }

    private ApiAnswer lineage(ApiRequest request) {
        ModelVersion version = registry.require(request.path("model"), ModelRoutes.number(request.path("version")));
        ModelVersion.Provenance from = version.provenance();
        List<Map<String, Object>> chain = new ArrayList<>();
        if (!from.dataset().isEmpty()) {
            datasets.find(version.project(), new Digest(from.dataset())).ifPresent(dataset -> data(chain, dataset));
        }
        if (!from.charter().isEmpty()) {
            String number = charters.history(version.project()).stream()
                    .filter(charter -> charter.digest().hex().equals(from.charter()))
                    .findFirst()
                    .map(charter -> "version " + charter.number() + " by " + charter.submittedBy())
                    .orElse("");
            chain.add(link("charter", from.charter(), number));
        }
        if (!from.commit().isEmpty()) {
            chain.add(link("commit", from.commit(), "code of the project"));
        }
        if (!from.run().isEmpty()) {
            chain.add(link("run", from.run(), from.kind()));
        }
        chain.add(link("package", version.packageDigest().hex(), from.source() + ", " + from.kind()));
        chain.add(link(
                "version",
                version.model() + " " + version.armName(),
                version.createdAt().toString()));
        endpoints.list().stream()
                .filter(endpoint -> endpoint.model().equals(version.model())
                        && endpoint.route().arms().stream()
                                .anyMatch(arm -> arm.arm().equals(version.armName())))
                .forEach(endpoint -> chain.add(
                        link("endpoint", endpoint.name(), endpoint.route().says())));
        return ApiAnswer.ok(Map.of("chain", chain));
    }

    private static void data(List<Map<String, Object>> chain, DatasetVersion dataset) {
        dataset.content().sources().forEach(source -> chain.add(link("source", source.digest(), source.name())));
        chain.add(link(
                "dataset",
                dataset.digest().hex(),
                dataset.origin() + ", " + dataset.rows() + " rows, version " + dataset.number()));
    }

    private static Map<String, Object> link(String kind, String name, String says) {
        return Map.of("kind", kind, "name", name, "says", says);
    }
}
