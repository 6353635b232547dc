package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.data.DatasetVersion;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.registry.Packages;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What a version says on the hold-out rows beyond its evaluation: which columns move its answers, which labels it does
/// not believe. Computed when it is asked first, one at a time, and remembered by all that decides it. Every answer is
/// JSON; where there is nothing to say, `why` is the reason in one sentence.
public final class Insights {
    private final Datasets datasets;
    private final HoldOutRows holdOut;
    private final ModelRegistry registry;
    private final Packages packages;
    private final ReentrantLock one = new ReentrantLock();

    /// @param registry with the packages of its versions
    public record Models(ModelRegistry registry, Packages packages) {}

    public Insights(Models models, Datasets datasets, Charters charters, ArtifactStore artifacts, Path work) {
        this.registry = models.registry();
        this.packages = models.packages();
        this.datasets = datasets;
        this.holdOut = new HoldOutRows(datasets, charters, artifacts, work);
    }

    /// How much each column moves the answers of a version, on a sample of the hold-out rows.
    public String importance(String model, long number) {
        ModelVersion version = registry.require(model, number);
        return remembered("importance", Importance.METHOD, version, (loaded, parts) -> {
            Importance found = Importance.of(loaded, parts.holdOut());
            Map<String, Object> says = new LinkedHashMap<>();
            says.put("rows", found.rows());
            says.put("of", parts.holdOut().rows());
            says.put("columns", found.columns());
            return says;
        });
    }

    /// The labels of a project that its newest version trained here does not believe, on the hold-out rows.
    public String labels(String project) {
        Optional<ModelVersion> newest = registry.models().stream()
                .map(registry::versions)
                .flatMap(List::stream)
                .filter(version -> version.project().equals(project))
                .filter(version -> version.provenance().source().equals("trained"))
                .max((a, b) -> a.createdAt().compareTo(b.createdAt()));
        if (newest.isEmpty()) {
            return Documents.text(Map.of(
                    "method",
                    DoubtfulLabels.METHOD,
                    "why",
                    "No model has been trained yet whose probabilities on the hold-out rows could doubt a label."));
        }
        ModelVersion version = newest.get();
        return remembered("labels", DoubtfulLabels.METHOD, version, (loaded, parts) -> {
            DoubtfulLabels found = DoubtfulLabels.of(
                    loaded, parts.holdOut(), parts.target(), holdOut.of(version).charter());
            Map<String, Object> says = new LinkedHashMap<>();
            says.put("rows", found.rows());
            says.put("without", found.without());
            says.put("issues", found.issues());
            says.put("estimated", found.estimated());
            says.put("classes", found.classes());
            says.put("queue", found.queue());
            return says;
        });
    }

    /// How far each column of a dataset version is from the version before.
    public String drift(String project, Digest digest) {
        DatasetVersion version =
                datasets.find(project, digest).orElseThrow(() -> PlatformException.notFound("dataset", digest.hex()));
        Optional<DatasetVersion> before = datasets.list(project).stream()
                .filter(one -> one.number() < version.number())
                .max(Comparator.comparingLong(DatasetVersion::number));
        if (before.isEmpty()) {
            return Documents.text(
                    Map.of("method", VersionDrift.METHOD, "why", "It is the first version: there is none before it."));
        }
        Digest key = new DigestBuilder()
                .add("version drift")
                .add(VersionDrift.METHOD)
                .add(before.get().digest())
                .add(digest)
                .build();
        one.lock();
        try {
            return datasets.stepResult(project, "version drift", key).orElseGet(() -> {
                Map<String, Object> says = new LinkedHashMap<>();
                says.put("method", VersionDrift.METHOD);
                says.put("number", version.number());
                says.put("before", before.get().number());
                says.put(
                        "drift", VersionDrift.of(holdOut.file(before.get()), holdOut.file(version), holdOut.scratch()));
                String json = Documents.text(says);
                datasets.rememberStep(project, "version drift", key, json);
                return json;
            });
        } finally {
            one.unlock();
        }
    }

    private interface Look {
        Map<String, Object> at(ModelPackage model, Parts parts);
    }

    private String remembered(String step, String method, ModelVersion version, Look look) {
        HoldOutRows.Table table = holdOut.of(version);
        Digest key = new DigestBuilder()
                .add(step)
                .add(method)
                .add(version.packageDigest())
                .add(table.dataset().digest())
                .add(table.charter().version())
                .add(version.version())
                .build();
        one.lock();
        try {
            return datasets.stepResult(version.project(), step, key).orElseGet(() -> {
                Map<String, Object> says = new LinkedHashMap<>();
                says.put("model", version.model());
                says.put("version", version.version());
                says.put("dataset", table.dataset().digest().hex());
                says.put("number", table.dataset().number());
                says.put("method", method);
                try (ModelPackage loaded = packages.load(version)) {
                    says.putAll(look.at(loaded, holdOut.read(table)));
                } catch (IllegalArgumentException e) {
                    says.put("why", "It cannot be said: " + e.getMessage() + ".");
                }
                String json = Documents.text(says);
                datasets.rememberStep(version.project(), step, key, json);
                return json;
            });
        } finally {
            one.unlock();
        }
    }
}
