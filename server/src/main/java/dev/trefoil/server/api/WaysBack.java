package dev.trefoil.server.api;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditEntry;
import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditRecord;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.deployment.Rollout;
import dev.trefoil.platform.deployment.Rollouts;
import dev.trefoil.platform.monitoring.Alert;
import dev.trefoil.platform.monitoring.Alerts;
import dev.trefoil.platform.project.CharterVersion;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.project.Section;
import dev.trefoil.platform.project.Signatures;
import dev.trefoil.platform.project.Submission;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.server.http.JsonCodec;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The ways back from recorded changes: a change that still holds can be undone, what held before can be restored.
/// Each is itself a change, with its own record.
public final class WaysBack {
    private final AuditLog audit;
    private final Endpoints endpoints;
    private final Rollouts rollouts;
    private final ModelRegistry registry;
    private final Alerts alerts;
    private final Signed signed;

    /// What people vouch for.
    public record Signed(Charters charters, Signatures signatures) {}

    public WaysBack(
            AuditLog audit,
            Endpoints endpoints,
            Rollouts rollouts,
            ModelRegistry registry,
            Alerts alerts,
            Signed signed) {
        this.audit = audit;
        this.endpoints = endpoints;
        this.rollouts = rollouts;
        this.registry = registry;
        this.alerts = alerts;
        this.signed = signed;
    }

    /// A way back.
    ///
    /// @param word `undo` or `restore`
    /// @param says what it will do
    record Way(String word, String says, Act act) {}

    /// Takes it.
    interface Act {
        void take(Principal who, String why);
    }

    /// The way back from a record, if there is one now.
    Optional<Way> from(AuditRecord record) {
        AuditEntry entry = record.entry();
        return switch (entry.action()) {
            case "endpoint.route" -> route(record, entry);
            case "model.alias", "model.unalias" -> alias(entry);
            case "alert.snoozed", "alert.closed" -> alert(entry);
            case "charter.submit" -> charter(entry);
            case "charter.sign", "charter.unsign" -> signature(entry);
            default -> Optional.empty();
        };
    }

    /// Takes the way back from a record.
    ///
    /// @throws PlatformException CONFLICT when there is none any more
    AuditRecord take(Principal who, long number, String why) {
        AuditRecord record =
                audit.find(number).orElseThrow(() -> PlatformException.notFound("audit record", Long.toString(number)));
        Way way = from(record)
                .orElseThrow(() -> new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "audit record " + number,
                        "There is no way back from no. " + number + " now: " + lastAbout(record)));
        way.act().take(who, why);
        return audit.list(AuditFilter.any(), "", 1).items().getFirst();
    }

    private String lastAbout(AuditRecord record) {
        AuditRecord last = audit.list(AuditFilter.about(record.entry().subject()), "", 1)
                .items()
                .getFirst();
        return last.number() == record.number()
                ? "nothing was before it, or it cannot be taken back."
                : last.entry().who().name() + " changed the same in no. " + last.number() + " ("
                        + last.entry().why() + ").";
    }

    private Optional<Way> route(AuditRecord record, AuditEntry entry) {
        String name = entry.subject().id();
        Endpoint now = endpoints.find(name).orElse(null);
        if (now == null) {
            return Optional.empty();
        }
        boolean newest = audit.list(AuditFilter.about(entry.subject()), "", 1)
                        .items()
                        .getFirst()
                        .number()
                == record.number();
        Rollout open = rollouts.open(name).orElse(null);
        if (newest && open != null) {
            return Optional.of(new Way(
                    "undo",
                    "The rollout of " + open.candidate() + " is taken back; " + open.baseline()
                            + " answers every request at " + name + ".",
                    (who, why) -> rollouts.back(who, open.id(), false, Rollouts.Reason.of(why))));
        }
        if (newest) {
            return now.former()
                    .map(former -> new Way(
                            "undo",
                            "Requests at " + name + " are answered by " + former.says() + " again; now it is "
                                    + now.route().says() + ".",
                            (who, why) -> endpoints.rollback(who, name, why)));
        }
        String says = Endpoints.says(entry.after());
        if (says.contains(",") || says.equals(now.route().says())) {
            return Optional.empty();
        }
        return Optional.of(new Way(
                "restore",
                "Requests at " + name + " are answered by " + says + ", as they were after this; now it is "
                        + now.route().says() + (open == null ? "." : ", and the open rollout is taken back."),
                (who, why) -> {
                    rollouts.open(name)
                            .ifPresent(rollout -> rollouts.back(who, rollout.id(), false, Rollouts.Reason.of(why)));
                    endpoints.restore(who, name, entry.after(), why);
                }));
    }

    private Optional<Way> alias(AuditEntry entry) {
        String id = entry.subject().id();
        String model = id.substring(0, id.lastIndexOf('/'));
        JsonNode before = tree(entry.before());
        JsonNode after = tree(entry.after());
        String alias =
                (after.isEmpty() ? before : after).propertyNames().iterator().next();
        Long holds = registry.aliases(model).get(alias);
        boolean still = after.isEmpty()
                ? holds == null
                : holds != null && holds == after.path(alias).asLong();
        if (!still) {
            return Optional.empty();
        }
        return Optional.of(
                before.isEmpty()
                        ? new Way(
                                "undo",
                                model + "@" + alias + " names nothing any more.",
                                (who, why) -> registry.unalias(who, model, alias, why))
                        : new Way(
                                "undo",
                                model + "@" + alias + " names version "
                                        + before.path(alias).asLong() + " again.",
                                (who, why) -> registry.alias(
                                        who, model, alias, before.path(alias).asLong(), why)));
    }

    private Optional<Way> alert(AuditEntry entry) {
        Alert alert = alerts.require(entry.subject().id());
        Alert.State was = Alert.State.valueOf(tree(entry.before()).path("state").asString());
        Alert.State then = Alert.State.valueOf(tree(entry.after()).path("state").asString());
        return alert.state() != then
                ? Optional.empty()
                : Optional.of(new Way(
                        "undo",
                        "The alert on " + alert.subject() + " is " + was.name().toLowerCase(Locale.ROOT) + " again.",
                        (who, why) -> alerts.answer(
                                who,
                                alert.id(),
                                then == Alert.State.CLOSED && was == Alert.State.SNOOZED ? Alert.State.OPEN : was,
                                why)));
    }

    private Optional<Way> charter(AuditEntry entry) {
        String project = entry.subject().project();
        String now = signed.charters()
                .current(project)
                .map(version -> version.digest().hex())
                .orElse("");
        String after = entry.subject().id();
        String before = tree(entry.before()).path("charter").asString("");
        if (now.equals(after)) {
            return before.isEmpty() ? Optional.empty() : Optional.of(submitted("undo", project, before));
        }
        return Optional.of(submitted("restore", project, after));
    }

    /// A signature is withdrawn while it is good; one that was withdrawn is given again while the section is as it was.
    private Optional<Way> signature(AuditEntry entry) {
        String project = entry.subject().project();
        JsonNode was = tree(entry.after().isEmpty() ? entry.before() : entry.after());
        String stakeholder = was.path("stakeholder").asString("");
        Section section = Section.of(was.path("section").asString("")).orElse(null);
        if (section == null) {
            return Optional.empty();
        }
        String now = signed.charters()
                .current(project)
                .map(version ->
                        signed.charters().read(version).digestOf(section).hex())
                .orElse("");
        boolean holds = signed.signatures().holds(project, stakeholder, section);
        if (!now.equals(was.path("digest").asString(""))
                || holds == entry.after().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                holds
                        ? new Way(
                                "undo",
                                "The signature of " + stakeholder + " under the section " + section.word() + " of "
                                        + project + " is withdrawn; a gate that asks for it objects again.",
                                (who, why) -> signed.signatures().withdraw(who, project, stakeholder, section, why))
                        : new Way(
                                "undo",
                                stakeholder + " signs the section " + section.word() + " of " + project + " again.",
                                (who, why) -> {
                                    var _ = signed.signatures().sign(who, project, stakeholder, Set.of(section), why);
                                }));
    }

    private Way submitted(String word, String project, String digest) {
        CharterVersion version = signed.charters().require(project, new Digest(digest));
        return new Way(
                word,
                "Charter " + version.number() + " of " + project
                        + " holds again; signatures under sections that it shares with what was signed hold with it.",
                (who, why) -> {
                    Submission _ = signed.charters().submit(who, "trefoil.yaml", version.text(), why);
                });
    }

    private static JsonNode tree(String json) {
        return json.isEmpty() ? JsonCodec.empty() : JsonCodec.tree(json);
    }

    /// A way as clients see it.
    static Map<String, Object> view(Way way) {
        return Map.of("way", way.word(), "says", way.says());
    }
}
