package dev.trefoil.platform.monitoring;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.deployment.Rollouts;
import dev.trefoil.platform.jobs.Jobs;
import dev.trefoil.platform.prediction.Predictions;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.Packages;
import dev.trefoil.platform.story.Story;
import dev.trefoil.platform.verdict.Verdicts;

/// The doors that monitoring works through.
public record Desk(
        Database database,
        Endpoints endpoints,
        Rollouts rollouts,
        Predictions predictions,
        Charters charters,
        ModelRegistry registry,
        Packages packages,
        Verdicts verdicts,
        Alerts alerts,
        Jobs jobs,
        Story story) {
    /// The charter that an endpoint serves under.
    Charter charter(Endpoint endpoint) {
        return charters.read(
                charters.require(endpoint.project(), new Digest(endpoint.route().charter())));
    }
}
