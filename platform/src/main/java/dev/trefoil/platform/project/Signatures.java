package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.text.Spelling;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Who vouches for which section of a charter. A signature is under the section's digest: an edit of the section voids
/// it,
/// an edit elsewhere does not, and taking the edit back makes it good again.
public final class Signatures {
    private final Database database;
    private final Charters charters;
    private final AuditLog audit;
    private final Outbox outbox;
    private final InstantSource clock;

    public Signatures(Database database, Charters charters, AuditLog audit, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.charters = charters;
        this.audit = audit;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Signs sections of the current charter for a stakeholder, each in one record of the audit log; what the
    /// stakeholder
    /// has signed already stays as it was. FORBIDDEN when the charter does not say that the stakeholder signs the
    /// section, or when the principal is neither the stakeholder nor the local owner.
    ///
    /// @param sections empty for all that the stakeholder signs
    public List<Signature> sign(Principal who, String project, String stakeholder, Set<Section> sections, String why) {
        return database.write(tx -> {
            new ProjectSql(tx).currentForUpdate(project);
            CharterVersion version = current(tx, project);
            Charter charter = charters.read(version);
            Stakeholder signer = signer(charter, who, stakeholder);
            Set<Section> wanted = sections.isEmpty() ? signer.signs() : new TreeSet<>(sections);
            requireSigns(charter, signer, wanted);
            List<Signature> signatures = new ArrayList<>();
            for (Section section : wanted) {
                signatures.add(sign(tx, who, version, charter, new Wish(section, stakeholder, why)));
            }
            return List.copyOf(signatures);
        });
    }

    private record Wish(Section section, String stakeholder, String why) {}

    private Signature sign(Tx tx, Principal who, CharterVersion version, Charter charter, Wish wish) {
        SignatureSql sql = new SignatureSql(tx);
        Digest digest = charter.digestOf(wish.section());
        Optional<Signature> known = sql.find(version.project(), wish.section(), wish.stakeholder(), digest);
        if (known.isPresent()) {
            return known.orElseThrow();
        }
        Signature signature = new Signature(
                version.project(),
                wish.section(),
                wish.stakeholder(),
                digest,
                version.digest(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                who.name(),
                wish.why());
        sql.insert(signature);
        String json = json(signature);
        audit.append(tx, new AuditEntry(who, "charter.sign", subject(signature), "", json, wish.why()));
        outbox.append(
                tx,
                new EventDraft(
                        version.project(), "charter.signed", wish.section().word(), json));
        return signature;
    }

    /// What a signature is under, as the audit log and the events have it.
    private static String json(Signature signature) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("stakeholder", signature.stakeholder());
        values.put("section", signature.section().word());
        values.put("digest", signature.digest().hex());
        values.put("charter", signature.charter().hex());
        return CharterCodec.object(values);
    }

    private static AuditSubject subject(Signature signature) {
        return new AuditSubject(
                signature.project(), "signature", signature.section().word() + "/" + signature.stakeholder());
    }

    /// Takes a stakeholder's signature under a section of the current charter back, in one record of the audit log;
    /// who may sign for the stakeholder may withdraw. NOT_FOUND when the section as it is now is not signed.
    public void withdraw(Principal who, String project, String stakeholder, Section section, String why) {
        database.run(tx -> {
            new ProjectSql(tx).currentForUpdate(project);
            Charter charter = charters.read(current(tx, project));
            Stakeholder signer = signer(charter, who, stakeholder);
            Signature signature = new SignatureSql(tx)
                    .find(project, section, signer.name(), charter.digestOf(section))
                    .orElseThrow(() -> PlatformException.notFound("signature", section.word() + "/" + stakeholder));
            new SignatureSql(tx).delete(signature);
            String json = json(signature);
            audit.append(tx, new AuditEntry(who, "charter.unsign", subject(signature), json, "", why));
            outbox.append(tx, new EventDraft(project, "charter.unsigned", section.word(), json));
        });
    }

    /// Whether the section of the current charter is signed by that stakeholder, as it is now.
    public boolean holds(String project, String stakeholder, Section section) {
        return database.read(tx -> {
            Optional<CharterVersion> version = new CharterSql(tx).current(project);
            return version.isPresent()
                    && new SignatureSql(tx)
                            .find(
                                    project,
                                    section,
                                    stakeholder,
                                    charters.read(version.orElseThrow()).digestOf(section))
                            .isPresent();
        });
    }

    private static CharterVersion current(Tx tx, String project) {
        return new CharterSql(tx)
                .current(project)
                .orElseThrow(() -> PlatformException.notFound("charter of project", project));
    }

    private static Stakeholder signer(Charter charter, Principal who, String name) {
        List<String> names =
                charter.design().stakeholders().stream().map(Stakeholder::name).toList();
        Stakeholder signer = charter.design().findStakeholder(name).orElseThrow(() -> {
            String known = names.isEmpty()
                    ? "; it names none: add them under design.stakeholders"
                    : "; it names " + String.join(", ", names);
            String hint = Spelling.hint(name, names);
            return new PlatformException(
                    PlatformException.Kind.FORBIDDEN,
                    "charter of project " + charter.project(),
                    "'" + name + "' is no stakeholder of this charter" + (hint.isEmpty() ? known : hint) + ".");
        });
        if (who.kind() != Principal.Kind.LOCAL_OWNER && !who.name().equals(name)) {
            throw new PlatformException(
                    PlatformException.Kind.FORBIDDEN,
                    "charter of project " + charter.project(),
                    "'" + who.name() + "' cannot sign for '" + name + "': sign in as that stakeholder.");
        }
        return signer;
    }

    private static void requireSigns(Charter charter, Stakeholder signer, Set<Section> wanted) {
        Set<Section> foreign = new TreeSet<>(wanted);
        foreign.removeAll(signer.signs());
        if (!foreign.isEmpty() || wanted.isEmpty()) {
            throw new PlatformException(
                    PlatformException.Kind.FORBIDDEN,
                    "charter of project " + charter.project(),
                    signer.signs().isEmpty()
                            ? "'" + signer.name()
                                    + "' signs no section of this charter: add signs: [...] to the stakeholder."
                            : "'" + signer.name() + "' does not sign " + words(foreign) + ", only "
                                    + words(signer.signs()) + ".");
        }
    }

    private static String words(Set<Section> sections) {
        return sections.stream().map(Section::word).collect(Collectors.joining(", "));
    }

    /// Every section of the current charter; NOT_FOUND when there is none.
    public List<SectionStatus> status(String project) {
        return database.read(tx -> status(tx, project));
    }

    /// The sections that somebody signs and that are not signed as they are: what a gate of a `production` project
    /// blocks on, and one of a `poc` advises.
    public List<SectionStatus> voidSections(Tx tx, String project) {
        return status(tx, project).stream().filter(status -> !status.holds()).toList();
    }

    /// [#voidSections(Tx, String)] by itself.
    public List<SectionStatus> voidSections(String project) {
        return database.read(tx -> voidSections(tx, project));
    }

    /// What was edited in a section since it was last signed by anybody; empty when it never was, or not since.
    public List<CharterChange> changesSinceSigned(String project, Section section) {
        return database.read(tx -> {
            CharterVersion version = current(tx, project);
            Optional<Signature> last = new SignatureSql(tx).latest(project, section);
            if (last.isEmpty()) {
                return List.<CharterChange>of();
            }
            CharterVersion signed =
                    new CharterSql(tx).require(project, last.orElseThrow().charter());
            return CharterChange.between(signed.canonical(), version.canonical()).stream()
                    .filter(change -> change.in(section))
                    .toList();
        });
    }

    private List<SectionStatus> status(Tx tx, String project) {
        Charter charter = charters.read(current(tx, project));
        SignatureSql sql = new SignatureSql(tx);
        List<SectionStatus> sections = new ArrayList<>();
        for (Section section : EnumSet.allOf(Section.class)) {
            Digest digest = charter.digestOf(section);
            List<SectionStatus.Signatory> signatories = new ArrayList<>();
            for (Stakeholder stakeholder : charter.design().stakeholders()) {
                if (stakeholder.signs().contains(section)) {
                    signatories.add(signatory(sql, project, section, stakeholder.name(), digest));
                }
            }
            sections.add(new SectionStatus(section, digest, signatories));
        }
        return List.copyOf(sections);
    }

    private static SectionStatus.Signatory signatory(
            SignatureSql sql, String project, Section section, String stakeholder, Digest digest) {
        Optional<Signature> good = sql.find(project, section, stakeholder, digest);
        Optional<Signature> last = good.or(() -> sql.latest(project, section, stakeholder));
        SectionStatus.State state = good.isPresent()
                ? SectionStatus.State.SIGNED
                : last.isPresent() ? SectionStatus.State.VOID : SectionStatus.State.MISSING;
        return new SectionStatus.Signatory(stakeholder, state, last.orElse(null));
    }
}
