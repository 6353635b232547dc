package dev.trefoil.platform.monitoring;

import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.pipeline.Gate;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.verdict.Place;
import dev.trefoil.platform.verdict.VerdictFilter;
import dev.trefoil.platform.verdict.Verdicts;
import java.util.List;
import java.util.function.Function;

/// What a person asks for when a version shall serve: the same gate as on the loop, then the same rollout.
public final class ReleaseGate {
    private final Charters charters;
    private final ModelRegistry registry;
    private final Verdicts verdicts;
    private final Releases releases;
    private final Function<Charter, List<String>> unsigned;

    /// @param unsigned the sections of a charter that lack a valid signature
    public ReleaseGate(
            Charters charters,
            ModelRegistry registry,
            Verdicts verdicts,
            Releases releases,
            Function<Charter, List<String>> unsigned) {
        this.charters = charters;
        this.registry = registry;
        this.verdicts = verdicts;
        this.releases = releases;
        this.unsigned = unsigned;
    }

    /// What the current charter's gate says of a version, by its last verdicts on hold-out rows.
    public Gate gate(String model, long number) {
        ModelVersion version = registry.require(model, number);
        Charter charter = charters.read(charters.requireCurrent(version.project()));
        List<Verdict> judged =
                verdicts
                        .matrix(VerdictFilter.project(version.project())
                                .version(model, number)
                                .at(Place.HOLD_OUT))
                        .stream()
                        .map(stored -> stored.judgement().verdict())
                        .toList();
        return Gate.of(charter, judged, unsigned.apply(charter));
    }

    /// What came of a release.
    ///
    /// @param started false when the rollout was open already
    public record Released(Gate gate, boolean started) {}

    /// Starts the rollout of a version.
    ///
    /// @throws PlatformException REFUSED_BY_GATE with what the gate said; CONFLICT when the version serves already
    ///   or another one is being rolled out
    public Released release(Principal who, String model, long number, String why) {
        Gate gate = gate(model, number);
        if (!gate.open()) {
            throw new PlatformException(
                    PlatformException.Kind.REFUSED_BY_GATE,
                    model + " v" + number,
                    "Version " + number + " of " + model + " is refused: " + String.join("; ", gate.objections())
                            + ".");
        }
        ModelVersion version = registry.require(model, number);
        Charter charter = charters.read(charters.requireCurrent(version.project()));
        return new Released(gate, releases.roll(who, charter, version, why));
    }
}
