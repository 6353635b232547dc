package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.verdict.JudgedSubject;
import dev.trefoil.platform.verdict.Judgement;
import dev.trefoil.platform.verdict.Place;
import dev.trefoil.platform.verdict.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Makes versions of what was developed: registered with their lineage, judged, and asked of the gate.
final class Versions {
    private final Loop.Stores stores;
    private final Function<Charter, List<String>> unsigned;

    Versions(Loop.Stores stores, Function<Charter, List<String>> unsigned) {
        this.stores = stores;
        this.unsigned = unsigned;
    }

    void tellEvaluation(Trip trip, Development made) {
        Wording wording = new Wording(trip.charter());
        for (Verdict verdict : made.verdicts()) {
            stores.story()
                    .tell(
                            trip.project(),
                            Station.EVALUATION,
                            "verdict",
                            wording.verdict(verdict),
                            Says.values(verdict, Place.HOLD_OUT.word(), ""));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("measures", made.measures());
        values.put("model", made.packageDigest());
        values.put("threshold", made.choice().threshold());
        values.put("evaluation", made.evaluation());
        values.put("worst", made.worst());
        stores.story()
                .tell(
                        trip.project(),
                        Station.EVALUATION,
                        "evaluated",
                        made.verdicts().stream().map(wording::verdict).collect(Collectors.joining("   ")),
                        values);
    }

    /// A version and what its gate said.
    record Registered(ModelVersion version, Gate gate) {}

    /// Registers, keeps the verdicts, asks the gate and tells all of it.
    Registered register(Trip trip, Development made, String dataset, String source) {
        ModelVersion version = registered(trip, made, dataset, source);
        judge(trip, made, version, new Digest(dataset));
        Gate gate = Gate.of(trip.charter(), made.verdicts(), unsigned.apply(trip.charter()));
        tellGate(trip, version, gate);
        if (gate.open()) {
            stores.registry()
                    .alias(trip.principal(), version.model(), "champion-candidate", version.version(), "gate open");
        }
        return new Registered(version, gate);
    }

    private ModelVersion registered(Trip trip, Development made, String dataset, String source) {
        ModelVersion version = stores.registry()
                .register(
                        trip.principal(),
                        new ModelRegistry.Candidate(
                                trip.project(),
                                trip.project(),
                                new Digest(made.packageDigest()),
                                new Digest(made.manifest()),
                                new ModelVersion.Provenance(
                                        source,
                                        made.run(),
                                        dataset,
                                        trip.charterVersion().hex(),
                                        trip.commit(),
                                        made.choice().trainer(),
                                        made.choice().threshold(),
                                        made.evaluation(),
                                        made.sizeBytes())));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("model", version.model());
        values.put("version", version.version());
        values.put("package", version.packageDigest().hex());
        values.put("sizeBytes", made.sizeBytes());
        values.put("rowMicros", made.rowMicros());
        stores.story()
                .tell(
                        trip.project(),
                        Station.REGISTRY,
                        "registered",
                        "version " + version.version() + ", model "
                                + version.packageDigest().brief() + ", " + Says.bytes(made.sizeBytes())
                                + (made.rowMicros() > 0 ? ", " + Says.micros(made.rowMicros()) + " a row" : ""),
                        values);
        return version;
    }

    private void judge(Trip trip, Development made, ModelVersion version, Digest dataset) {
        JudgedSubject subject = JudgedSubject.version(
                trip.project(),
                version.model(),
                version.version(),
                trip.charterVersion().hex());
        stores.database().run(tx -> {
            for (Verdict verdict : made.verdicts()) {
                stores.verdicts()
                        .append(
                                tx,
                                new Judgement(subject, Place.HOLD_OUT, Window.timeless("hold-out"), verdict, dataset));
            }
        });
    }

    private void tellGate(Trip trip, ModelVersion version, Gate gate) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("version", version.version());
        values.put("open", gate.open());
        values.put("blocks", gate.blocks());
        values.put("objections", gate.objections());
        stores.story()
                .tell(
                        trip.project(),
                        Station.REGISTRY,
                        gate.open() ? "gate-open" : "gate-refused",
                        gate.says(version.version()),
                        values);
    }
}
