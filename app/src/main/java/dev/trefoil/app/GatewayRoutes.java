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
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.registry.Packages;
import dev.trefoil.training.baseline.Answers;
import dev.trefoil.training.baseline.Rule;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

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
        Charter charter = charters.read(
                charters.require(endpoint.project(), new Digest(endpoint.route().charter())));
        ModelVersion reference = reference(endpoint);
        Optional<Route> now = table.find(endpoint.name());
        Map<String, ModelArm> models = new LinkedHashMap<>();
        List<Arm> opened = new ArrayList<>();
        try {
            // The reference first: what it answers is what the endpoint answers.
            models.put(reference.armName(), modelArm(reference, now, opened));
            for (ArmShare share : endpoint.route().arms()) {
                long number = ArmShare.version(share.arm());
                if (number > 0 && !models.containsKey(share.arm())) {
                    ModelVersion version = registry.require(endpoint.model(), number);
                    models.put(share.arm(), modelArm(version, now, opened));
                }
            }
            Signature signature = union(models.values());
            Schema accepted = accepted(charter, signature, reference);
            List<Route.Share> shares = new ArrayList<>();
            for (ArmShare share : endpoint.route().arms()) {
                ModelArm model = models.get(share.arm());
                Arm arm = model != null ? model.arm() : ruleArm(charter, share.arm(), accepted, signature, now);
                shares.add(new Route.Share(arm, share.share()));
            }
            table.put(new Route(
                    endpoint.name(),
                    signature,
                    accepted,
                    Objects.requireNonNullElse(charter.data().time(), ""),
                    endpoint.route().salt(),
                    shares,
                    endpoint.route().shadow()));
            opened.removeIf(arm -> shares.stream().anyMatch(share -> share.arm() == arm));
        } finally {
            opened.forEach(Arm::release); // what was opened only to be looked at, or for a route that failed
        }
    }

    /// An arm that is a version, and what goes into it.
    private record ModelArm(Arm arm, Signature signature) {}

    /// The version's arm as the route of this moment has it, else opened and warmed.
    private ModelArm modelArm(ModelVersion version, Optional<Route> now, List<Arm> opened) {
        Optional<Arm> known = find(now, version.armName());
        if (known.isPresent() && known.get().scorer() instanceof ModelScorer scorer) {
            return new ModelArm(known.get(), scorer.model().signature());
        }
        ModelPackage model = packages.load(version);
        Arm arm = model(version, model);
        opened.add(arm); // before the warm-up, so that an arm whose warm-up fails is closed
        warmUp(model);
        return new ModelArm(arm, model.signature());
    }

    private static Optional<Arm> find(Optional<Route> route, String name) {
        return route.stream()
                .flatMap(found -> found.arms().stream())
                .map(Route.Share::arm)
                .filter(arm -> arm.name().equals(name))
                .findFirst();
    }

    /// What any of the versions takes: while two of them serve, callers send what both need.
    private static Signature union(Collection<ModelArm> models) {
        ModelArm first = models.iterator().next();
        Map<String, Feature> inputs = new LinkedHashMap<>();
        for (ModelArm model : models) {
            model.signature().inputs().forEach(feature -> inputs.putIfAbsent(feature.name(), feature));
        }
        return new Signature(
                List.copyOf(inputs.values()),
                first.signature().task(),
                first.signature().classes());
    }

    private static Arm ruleArm(Charter charter, String id, Schema accepted, Signature signature, Optional<Route> now) {
        return find(now, id)
                .filter(_ ->
                        now.filter(route -> route.accepted().equals(accepted)).isPresent())
                .orElseGet(() -> rule(charter, id, accepted, signature));
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
            try {
                model.predict(empty);
            } catch (IllegalArgumentException _) {
                return; // a model that wants values refuses these rows, not those of its callers
            }
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
        // Every other column of the prepared table may be sent too: it places a row, cuts slices, feeds a rule, and
        // callers need not change what they send when a version with other features serves.
        Set<String> withheld = new LinkedHashSet<>(charter.data().exclude().keySet());
        withheld.add(charter.data().label().name());
        for (ColumnSpec column : prepared.columns()) {
            if (!withheld.contains(column.name()) && names.add(column.name())) {
                columns.add(column);
            }
        }
        return new Schema(columns);
    }
}
