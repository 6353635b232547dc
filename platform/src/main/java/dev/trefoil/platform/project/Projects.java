package dev.trefoil.platform.project;

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
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The projects that are known here.
public final class Projects {
    private final Database database;
    private final AuditLog audit;
    private final Outbox outbox;
    private final InstantSource clock;

    public Projects(Database database, AuditLog audit, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Makes a project; a name that is taken is ALREADY_EXISTS.
    public Project create(Principal who, String name) {
        return database.write(tx -> {
            if (new ProjectSql(tx).find(name).isPresent()) {
                throw new PlatformException(
                        PlatformException.Kind.ALREADY_EXISTS,
                        "project " + name,
                        "There is a project '" + name + "' already: choose another name, or go on with that one.");
            }
            return ensure(tx, who, name);
        });
    }

    /// The project of this name, made if it is not there yet.
    public Project ensure(Tx tx, Principal who, String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw PlatformException.invalid(
                    "project " + name, "'" + name + "' is no name for a project: use small letters, digits and -.");
        }
        ProjectSql sql = new ProjectSql(tx);
        Project project = new Project(name, clock.instant().truncatedTo(ChronoUnit.MICROS), who.name());
        if (sql.insertIfAbsent(project)) {
            audit.append(
                    tx,
                    new AuditEntry(
                            who,
                            "project.create",
                            new AuditSubject(name, "project", name),
                            "",
                            CharterCodec.object(Map.of("name", name)),
                            ""));
            outbox.append(tx, new EventDraft(name, "project.created", name, "{}"));
            return project;
        }
        return sql.find(name).orElseThrow(() -> PlatformException.notFound("project", name));
    }

    public Optional<Project> find(String name) {
        return database.read(tx -> new ProjectSql(tx).find(name));
    }

    public Project require(String name) {
        return find(name).orElseThrow(() -> PlatformException.notFound("project", name));
    }

    /// By name.
    public List<Project> list() {
        return database.read(tx -> new ProjectSql(tx).list());
    }
}
