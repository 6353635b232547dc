package dev.trefoil.platform.registry;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditEntry;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Registered models. A package is a version once: registering the same content again answers the version it has.
public final class ModelRegistry {
    private final Database database;
    private final AuditLog audit;
    private final Outbox outbox;
    private final InstantSource clock;

    public ModelRegistry(Database database, AuditLog audit, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// A package that is in the artifact store already.
    ///
    /// @param packageDigest over weights, encoder, signature and reference profile
    /// @param manifest of its folder in the artifact store
    public record Candidate(
            String model, String project, Digest packageDigest, Digest manifest, ModelVersion.Provenance provenance) {}

    /// Makes the candidate a version, in one transaction with its audit record.
    public ModelVersion register(Principal who, Candidate candidate) {
        return database.write(tx -> {
            RegistrySql sql = new RegistrySql(tx);
            Optional<ModelVersion> known = sql.byPackage(candidate.model(), candidate.packageDigest());
            if (known.isPresent()) {
                return known.get();
            }
            ModelVersion version = new ModelVersion(
                    candidate.model(),
                    sql.last(candidate.model()) + 1,
                    candidate.project(),
                    candidate.packageDigest(),
                    candidate.manifest(),
                    candidate.provenance(),
                    clock.instant());
            sql.insert(version);
            record(
                    tx,
                    who,
                    "model.register",
                    version,
                    "",
                    ProvenanceCodec.write(candidate.provenance()),
                    candidate.provenance().source());
            return version;
        });
    }

    /// Points an alias at a version.
    public void alias(Principal who, String model, String alias, long version, String why) {
        alias(who, model, alias, version, why, OptionalLong.empty());
    }

    /// Points an alias at a version if it names the expected one now.
    ///
    /// @param expected 0 where the alias should be new; empty when that does not matter
    /// @throws PlatformException CONFLICT when somebody moved it
    public void alias(Principal who, String model, String alias, long version, String why, OptionalLong expected) {
        if (!alias.matches("[a-z][a-z0-9_-]{0,63}") || alias.matches("v\\d+")) {
            throw PlatformException.invalid(
                    "model " + model,
                    "'" + alias
                            + "' is no alias: use lower-case letters, digits, - and _, a letter first and not like v1,"
                            + " at most 64" + (alias.length() > 64 ? "; it has " + alias.length() : "") + ".");
        }
        database.run(tx -> {
            RegistrySql sql = new RegistrySql(tx);
            ModelVersion target = require(sql, model, version);
            Long before = sql.aliases(model).get(alias);
            if (expected.isPresent()) {
                requireStill(model, alias, expected.getAsLong(), before == null ? 0 : before);
            }
            if (before != null && before == version) {
                return;
            }
            sql.alias(model, alias, version);
            record(
                    tx,
                    who,
                    "model.alias",
                    target,
                    before == null ? "" : "{\"" + alias + "\":" + before + "}",
                    "{\"" + alias + "\":" + version + "}",
                    why);
        });
    }

    private static void requireStill(String model, String alias, long expected, long now) {
        if (expected != now) {
            throw new PlatformException(
                    PlatformException.Kind.CONFLICT,
                    "alias " + alias,
                    now == 0
                            ? model + "@" + alias + " was taken away since you looked; it named version " + expected
                                    + "."
                            : model + "@" + alias + " names version " + now
                                    + " now: somebody moved it since you looked.");
        }
    }

    /// Takes an alias away; answers whether there was one.
    public boolean unalias(Principal who, String model, String alias, String why) {
        return database.write(tx -> {
            RegistrySql sql = new RegistrySql(tx);
            Long before = sql.aliases(model).get(alias);
            if (before == null) {
                return false;
            }
            sql.unalias(model, alias);
            record(
                    tx,
                    who,
                    "model.unalias",
                    require(sql, model, before),
                    "{\"" + alias + "\":" + before + "}",
                    "",
                    why);
            return true;
        });
    }

    public List<String> models() {
        return database.read(tx -> new RegistrySql(tx).models());
    }

    /// Newest first.
    public List<ModelVersion> versions(String model) {
        return database.read(tx -> new RegistrySql(tx).list(model));
    }

    public Map<String, Long> aliases(String model) {
        return database.read(tx -> new RegistrySql(tx).aliases(model));
    }

    public ModelVersion require(String model, long version) {
        return database.read(tx -> require(new RegistrySql(tx), model, version));
    }

    private static ModelVersion require(RegistrySql sql, String model, long version) {
        return sql.find(model, version)
                .orElseThrow(() -> PlatformException.notFound("version", model + " v" + version));
    }

    private void record(
            Tx tx, Principal who, String action, ModelVersion version, String before, String after, String why) {
        audit.append(
                tx,
                new AuditEntry(
                        who,
                        action,
                        new AuditSubject(version.project(), "model", version.model() + "/" + version.version()),
                        before,
                        after,
                        why));
        outbox.append(
                tx,
                new EventDraft(version.project(), "model", version.model(), "{\"version\":" + version.version() + "}"));
    }
}
