package dev.trefoil.platform.monitoring;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.deployment.ActiveRoute;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.deployment.Rollout;
import dev.trefoil.platform.deployment.RolloutStep;
import dev.trefoil.platform.deployment.Rollouts;
import dev.trefoil.platform.project.Alternative;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.RolloutSpec;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes versions into use as the charter asks: against the version that serves, in a first rollout against the first
/// alternative without ML, and where there is none at once.
public final class Releases {
    private static final int USUAL_ROWS = 1_000;

    private final Endpoints endpoints;
    private final Rollouts rollouts;
    private final Story story;

    public Releases(Endpoints endpoints, Rollouts rollouts, Story story) {
        this.endpoints = endpoints;
        this.rollouts = rollouts;
        this.story = story;
    }

    /// Starts the rollout of a version; nothing happens when it serves already.
    public void start(Principal who, Charter charter, ModelVersion version, String why) {
        String name = charter.deployment().endpoint();
        Optional<Endpoint> endpoint = endpoints.find(name);
        if (endpoint.isPresent() && serves(endpoint.get(), version)) {
            tell(version, name, "unchanged", version.armName() + " serves at " + name + " already, unchanged");
            return;
        }
        Optional<Rollout> before = rollouts.list(name).stream()
                .filter(rollout -> rollout.candidate().equals(version.armName())
                        && rollout.state().over())
                .findFirst();
        if (before.isPresent() && endpoint.isPresent() && endpoint.get().model().equals(version.model())) {
            tell(
                    version,
                    name,
                    "unchanged",
                    version.armName() + " was released before ("
                            + before.get().state().word().replace('_', ' ') + "); "
                            + endpoint.get().live() + " serves at " + name + ", unchanged");
            return;
        }
        begin(who, charter, version, why);
    }

    private static boolean serves(Endpoint endpoint, ModelVersion version) {
        return endpoint.model().equals(version.model()) && endpoint.live().equals(version.armName());
    }

    /// Starts the rollout of a version although it was released before, as a person may ask; answers whether it
    /// started, or is open already.
    ///
    /// @throws PlatformException CONFLICT when the version serves already, or another one is being rolled out
    public boolean roll(Principal who, Charter charter, ModelVersion version, String why) {
        String name = charter.deployment().endpoint();
        Optional<Endpoint> endpoint = endpoints.find(name);
        Optional<Rollout> open = rollouts.open(name);
        if (open.isPresent()) {
            boolean same = open.get().candidate().equals(version.armName())
                    && endpoint.filter(now -> now.model().equals(version.model()))
                            .isPresent();
            if (same) {
                return false;
            }
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    "endpoint " + name,
                    "A rollout of " + open.get().candidate() + " is open at endpoint '" + name
                            + "': promote it or abort it first.");
        }
        if (endpoint.isPresent() && serves(endpoint.get(), version)) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    "endpoint " + name,
                    version.armName() + " of " + version.model() + " serves at endpoint '" + name + "' already.");
        }
        begin(who, charter, version, why);
        return true;
    }

    private void begin(Principal who, Charter charter, ModelVersion version, String why) {
        String name = charter.deployment().endpoint();
        Optional<Endpoint> endpoint = endpoints.find(name);
        Optional<Rollout> open = rollouts.open(name);
        if (open.isPresent()) {
            tell(
                    version,
                    name,
                    open.get().candidate().equals(version.armName()) ? "unchanged" : "waits",
                    "a rollout of " + open.get().candidate() + " is open at " + name + ", at step "
                            + open.get().current().says());
            return;
        }
        Optional<String> baseline = endpoint.map(Endpoint::live)
                .or(() -> charter.design().problem().alternatives().stream()
                        .map(Alternative::id)
                        .findFirst());
        if (baseline.isEmpty()) {
            endpoints.change(
                    who,
                    new Endpoints.Change(
                            name,
                            version.project(),
                            version.model(),
                            ActiveRoute.only(
                                    version.armName(), charter.version().hex()),
                            true,
                            why));
            tell(
                    version,
                    name,
                    "live",
                    version.armName() + " answers everything at " + name + ": nothing answered before");
            return;
        }
        Rollout rollout = rollouts.start(
                who,
                new Rollouts.Start(
                        name,
                        version.project(),
                        version.model(),
                        version.armName(),
                        baseline.get(),
                        charter.version().hex(),
                        plan(charter.deployment().rollout())),
                why);
        tell(
                version,
                name,
                "rollout",
                version.armName() + " against " + rollout.baseline() + " at " + name + ": "
                        + String.join(
                                " → ",
                                rollout.plan().steps().stream()
                                        .map(RolloutStep::says)
                                        .toList()));
    }

    private static Rollout.Plan plan(RolloutSpec spec) {
        List<RolloutStep> steps = new ArrayList<>();
        for (RolloutSpec.Step step : spec.steps()) {
            switch (step) {
                case RolloutSpec.Step.Shadow _ -> steps.add(new RolloutStep(0));
                case RolloutSpec.Step.Share(double share) -> steps.add(new RolloutStep(share));
            }
        }
        Integer min = spec.minRows();
        long rows = min == null ? USUAL_ROWS : min;
        return new Rollout.Plan(
                spec.strategy().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                spec.automation().name(),
                steps,
                rows,
                Math.max(20_000, 20 * rows));
    }

    private void tell(ModelVersion version, String endpoint, String event, String says) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("endpoint", endpoint);
        values.put("version", version.version());
        values.put("arm", version.armName());
        story.tell(version.project(), Station.DEPLOYMENT, event, says, values);
    }
}
