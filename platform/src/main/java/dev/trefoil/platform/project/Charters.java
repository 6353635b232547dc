package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditEntry;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Counters;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The versions of charters. A version is addressed by the digest of what it says: submitting the same again, however
/// it
/// is spelt, makes no new one, and going back to an earlier one makes that current again.
public final class Charters {
    private final Database database;
    private final Projects projects;
    private final AuditLog audit;
    private final Outbox outbox;
    private final InstantSource clock;
    private final ReadCharters lately = new ReadCharters();

    public Charters(Database database, Projects projects, AuditLog audit, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.projects = projects;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Reads the file and makes it the current charter of the project it names, in one transaction with its audit
    /// record; the project is made if it is new. A file with errors changes nothing.
    ///
    /// @param file name of the file, for messages
    public Submission submit(Principal who, String file, String text, String why) {
        return switch (CharterParser.parse(file, text)) {
            case CharterReading.Refused(List<Problem> problems) -> new Submission.Refused(problems);
            case CharterReading.Resolved reading -> database.write(tx -> submit(tx, who, reading, text, why));
        };
    }

    private Submission submit(Tx tx, Principal who, CharterReading.Resolved reading, String text, String why) {
        Charter charter = reading.charter();
        String project = charter.project();
        projects.ensure(tx, who, project);
        ProjectSql current = new ProjectSql(tx);
        CharterSql sql = new CharterSql(tx);
        String before = current.currentForUpdate(project);
        CharterVersion version = sql.find(project, charter.version()).orElseGet(() -> {
            CharterVersion made = new CharterVersion(
                    project,
                    charter.version(),
                    Counters.next(tx, "charter/" + project),
                    text,
                    charter.canonical(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    who.name());
            sql.insert(made);
            return made;
        });
        if (before.equals(version.digest().hex())) {
            return new Submission.Accepted(version, false, Set.of(), reading);
        }
        Set<Section> signed =
                before.isEmpty() ? Set.of() : signed(tx, project, read(sql.require(project, new Digest(before))));
        current.current(project, version.digest().hex());
        Set<Section> voided = signed.stream()
                .filter(section -> !new SignatureSql(tx).holds(project, section, charter))
                .collect(Collectors.toSet());
        record(tx, who, version, before, voided, why);
        return new Submission.Accepted(version, true, voided, reading);
    }

    private static Set<Section> signed(Tx tx, String project, Charter charter) {
        SignatureSql signatures = new SignatureSql(tx);
        return charter.sections().keySet().stream()
                .filter(section -> signatures.holds(project, section, charter))
                .collect(Collectors.toSet());
    }

    private void record(Tx tx, Principal who, CharterVersion version, String before, Set<Section> voided, String why) {
        Map<String, String> after = new LinkedHashMap<>();
        after.put("charter", version.digest().hex());
        after.put("number", Long.toString(version.number()));
        audit.append(
                tx,
                new AuditEntry(
                        who,
                        "charter.submit",
                        new AuditSubject(
                                version.project(), "charter", version.digest().hex()),
                        before.isEmpty() ? "" : CharterCodec.object(Map.of("charter", before)),
                        CharterCodec.object(after),
                        why));
        after.put("voided", voided.stream().sorted().map(Section::word).collect(Collectors.joining(",")));
        outbox.append(
                tx,
                new EventDraft(
                        version.project(), "charter.submitted", version.digest().hex(), CharterCodec.object(after)));
    }

    /// What a version asks for.
    public Charter read(CharterVersion version) {
        return lately.of(version);
    }

    /// The charter that holds now.
    public Optional<CharterVersion> current(String project) {
        return database.read(tx -> new CharterSql(tx).current(project));
    }

    /// The charter that holds now; NOT_FOUND when there is none.
    public CharterVersion requireCurrent(String project) {
        return current(project).orElseThrow(() -> PlatformException.notFound("charter of project", project));
    }

    public CharterVersion require(String project, Digest digest) {
        return database.read(tx -> new CharterSql(tx).require(project, digest));
    }

    /// Newest first.
    public List<CharterVersion> history(String project) {
        return database.read(tx -> new CharterSql(tx).list(project));
    }

    /// What differs between two versions, by path.
    public List<CharterChange> changes(String project, Digest before, Digest after) {
        return database.read(tx -> {
            CharterSql sql = new CharterSql(tx);
            return CharterChange.between(
                    sql.require(project, before).canonical(),
                    sql.require(project, after).canonical());
        });
    }
}
