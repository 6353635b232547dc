package dev.trefoil.app;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.gateway.route.Arm;
import dev.trefoil.gateway.route.Route;
import dev.trefoil.gateway.route.RouteTable;
import dev.trefoil.gateway.route.Scorer;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.deployment.ArmShare;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.RouteSink;
import dev.trefoil.platform.pipeline.Requests;
import dev.trefoil.platform.project.Alternative;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.project.Requirement;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.registry.Packages;
import dev.trefoil.training.baseline.Answers;
import dev.trefoil.training.baseline.Rule;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes the routes of the control plane real in this process's gateway: loads packages, resolves rules, swaps.
final class GatewayRoutes implements RouteSink {
    private static final int WARM_UP_ROUNDS = 300;
    private static final long WARM_UP_NANOS = 100_000_000;

    private final RouteTable table;
    private final Charters charters;
    private final ModelRegistry registry;
    private final Packages packages;
    private final Datasets datasets;

    GatewayRoutes(RouteTable table, Charters charters, ModelRegistry registry, Packages packages, Datasets datasets) {
        this.table = table;
        this.charters = charters;
        this.registry = registry;
        this.packages = packages;
        this.datasets = datasets;
    }

    /// A model package behind the gateway's door.
    private record ModelScorer(ModelPackage model, int width) implements Scorer {
        @Override
        public double[] score(ColumnBatch rows) {
            return model.predict(rows).values();
        }

        @Override
        public boolean waits() {
            return model.description().kind().equals("python");
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /// A rule without ML behind the gateway's door. Where it has no score of its own, it answers 1 when it acts.
    private record RuleScorer(Rule rule, Target target) implements Scorer {
        @Override
        public double[] score(ColumnBatch rows) {
            Answers answers = rule.answer(rows, rows, target);
            return answers.scores();
        }

        @Override
        public int width() {
            return target.width();
        }

        @Override
        public void close() {}
    }

    @Override
    public synchronized void apply(Endpoint endpoint) {
        Charter charter = charters.require(
                        endpoint.project(), new Digest(endpoint.route().charter()))
                .charter();
        ModelVersion reference = reference(endpoint);
        Map<String, Arm> loaded = new HashMap<>();
        Optional<Route> now = table.find(endpoint.name());
        now.ifPresent(
                route -> route.arms().forEach(share -> loaded.put(share.arm().name(), share.arm())));
        ModelPackage first = packages.load(reference);
        Signature signature = first.signature();
        Schema accepted = accepted(charter, signature, reference);
        boolean sameShape = now.isPresent() && now.get().accepted().equals(accepted);
        List<Route.Share> shares = new ArrayList<>();
        boolean used = false;
        for (ArmShare share : endpoint.route().arms()) {
            Arm known = sameShape ? loaded.get(share.arm()) : null;
            Arm arm;
            if (known != null) {
                arm = known;
            } else if (share.arm().equals(reference.armName())) {
                arm = model(reference, first);
                used = true;
            } else if (ArmShare.version(share.arm()) > 0) {
                ModelVersion version = registry.require(endpoint.model(), ArmShare.version(share.arm()));
                arm = model(version, packages.load(version));
            } else {
                arm = rule(charter, share.arm(), accepted, signature);
            }
            shares.add(new Route.Share(arm, share.share()));
        }
        if (!used) {
            first.close();
        }
        table.put(new Route(
                endpoint.name(),
                signature,
                accepted,
                Objects.requireNonNullElse(charter.data().time(), ""),
                endpoint.route().salt(),
                shares,
                endpoint.route().shadow()));
    }

    @Override
    public void unavailable(Endpoint endpoint, String reason) {
        table.fail(endpoint.name(), reason);
    }

    /// The version whose signature the endpoint shows: the newest that answers, else the newest there is.
    private ModelVersion reference(Endpoint endpoint) {
        long newest = endpoint.route().arms().stream()
                .mapToLong(share -> ArmShare.version(share.arm()))
                .max()
                .orElse(0);
        if (newest > 0) {
            return registry.require(endpoint.model(), newest);
        }
        return registry.versions(endpoint.model()).stream()
                .findFirst()
                .orElseThrow(() -> PlatformException.notFound("version of model", endpoint.model()));
    }

    private static Arm model(ModelVersion version, ModelPackage model) {
        Double threshold = version.provenance().threshold();
        ModelScorer scorer = new ModelScorer(model, model.signature().outputWidth());
        warmUp(model);
        return new Arm(version.armName(), threshold == null ? Double.NaN : threshold, scorer);
    }

    /// Scores rows without values for a moment, so that the first callers do not wait for the compiler.
    private static void warmUp(ModelPackage model) {
        int rows = 16;
        Schema schema = new Schema(model.signature().inputs().stream()
                .map(feature -> new ColumnSpec(feature.name(), feature.type()))
                .toList());
        ColumnBatch empty = new ColumnBatch(
                schema,
                schema.columns().stream()
                        .map(column -> Column.missing(column.type(), rows))
                        .toList(),
                rows);
        long end = System.nanoTime() + WARM_UP_NANOS;
        for (int i = 0; i < WARM_UP_ROUNDS && System.nanoTime() < end; i++) {
            model.predict(empty);
        }
    }

    private static Arm rule(Charter charter, String id, Schema accepted, Signature signature) {
        Alternative alternative =
                charter.design().findAlternative(id).orElseThrow(() -> PlatformException.notFound("alternative", id));
        Target target = new Target(charter.data().label().name(), signature.task(), signature.classes());
        return new Arm(id, Double.NaN, new RuleScorer(Requests.rule(alternative, accepted), target));
    }

    /// The features, then what else the charter speaks of and the prepared table has.
    private Schema accepted(Charter charter, Signature signature, ModelVersion version) {
        List<ColumnSpec> columns = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Feature feature : signature.inputs()) {
            columns.add(new ColumnSpec(feature.name(), feature.type()));
            names.add(feature.name());
        }
        Schema prepared = new Schema(datasets.require(
                        version.project(), new Digest(version.provenance().dataset()))
                .content()
                .columns());
        Set<String> context = new LinkedHashSet<>();
        addIfGiven(context, charter.data().id());
        addIfGiven(context, charter.data().time());
        addIfGiven(context, charter.data().cluster());
        context.addAll(charter.data().group());
        for (Requirement requirement : charter.design().requirements()) {
            addIfGiven(context, requirement.forEach());
        }
        for (Alternative alternative : charter.design().problem().alternatives()) {
            addIfGiven(context, alternative.score());
        }
        for (String name : context) {
            prepared.find(name).filter(spec -> names.add(spec.name())).ifPresent(columns::add);
        }
        return new Schema(columns);
    }

    private static void addIfGiven(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name);
        }
    }
}
