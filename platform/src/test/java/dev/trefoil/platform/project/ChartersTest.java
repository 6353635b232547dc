package dev.trefoil.platform.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditCheck;
import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditRecord;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Projects, versions of charters and signatures, on both databases.
@ParameterizedClass
@EnumSource
class ChartersTest {
    private static final Principal OWNER = new Principal("me", Principal.Kind.LOCAL_OWNER);
    private static final Principal ANN = new Principal("Ann", Principal.Kind.USER);
    private static final Principal BOB = new Principal("Bob", Principal.Kind.USER);

    @Parameter
    Stores store;

    private final SettableClock clock = new SettableClock();
    private Database database;
    private AuditLog audit;
    private Outbox outbox;
    private Projects projects;
    private Charters charters;
    private Signatures signatures;

    @BeforeEach
    void open() {
        database = store.fresh();
        audit = new AuditLog(database, clock);
        outbox = new Outbox(database, clock);
        projects = new Projects(database, audit, outbox, clock);
        charters = new Charters(database, projects, audit, outbox, clock);
        signatures = new Signatures(database, charters, audit, outbox, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static String text() {
        return Examples.resource("everything.yaml");
    }

    private Submission.Accepted submit(String text) {
        Submission submission = charters.submit(OWNER, "trefoil.yaml", text, "");
        assertThat(submission).isInstanceOf(Submission.Accepted.class);
        return (Submission.Accepted) submission;
    }

    private List<String> actions() {
        return audit.list(AuditFilter.any(), "", 100).items().reversed().stream()
                .map(record ->
                        record.entry().action() + " " + record.entry().subject().id())
                .toList();
    }

    @Test
    void projectIsMadeOnceAndListedByName() {
        Project churn = projects.create(OWNER, "churn");
        projects.create(OWNER, "alarms");
        assertThat(projects.list()).extracting(Project::name).containsExactly("alarms", "churn");
        assertThat(projects.require("churn")).isEqualTo(churn);
        Project again = database.write(tx -> projects.ensure(tx, ANN, "churn"));
        assertThat(again).isEqualTo(churn);
        assertThatThrownBy(() -> projects.create(OWNER, "churn"))
                .hasMessageContaining("There is a project 'churn' already");
        assertThatThrownBy(() -> projects.create(OWNER, "Not A Slug")).hasMessageContaining("use small letters");
        assertThat(projects.find("nowhere")).isEmpty();
        assertThat(actions()).containsExactly("project.create churn", "project.create alarms");
    }

    @Test
    void submittedFileIsAVersionThatIsReadBack() {
        Submission.Accepted accepted = submit(text());
        CharterVersion version = accepted.version();
        assertThat(accepted.changed()).isTrue();
        assertThat(version.number()).isEqualTo(1);
        assertThat(version.text()).isEqualTo(text());
        assertThat(charters.read(version)).isEqualTo(Examples.charter(text()));
        assertThat(charters.requireCurrent("everything")).isEqualTo(version);
        assertThat(charters.require("everything", version.digest())).isEqualTo(version);
        assertThat(actions())
                .containsExactly(
                        "project.create everything",
                        "charter.submit " + version.digest().hex());
        assertThat(outbox.poll(0, 10))
                .extracting(event -> event.draft().kind())
                .containsExactly("project.created", "charter.submitted");
    }

    @Test
    void sameContentIsTheSameVersionHoweverItIsSpelt() {
        CharterVersion first = submit(text()).version();
        Submission.Accepted again = submit("# a comment\n" + text().replace("keep: 30d", "keep: 30 days"));
        assertThat(again.changed()).isFalse();
        assertThat(again.version()).isEqualTo(first);
        assertThat(charters.history("everything")).containsExactly(first);
        assertThat(actions()).hasSize(2);
    }

    @Test
    void goingBackMakesTheOldVersionCurrent() {
        CharterVersion first = submit(text()).version();
        CharterVersion second = submit(text().replace("miss: 10", "miss: 11")).version();
        assertThat(second.number()).isEqualTo(2);
        Submission.Accepted back = submit(text());
        assertThat(back.changed()).isTrue();
        assertThat(back.version()).isEqualTo(first);
        assertThat(charters.requireCurrent("everything")).isEqualTo(first);
        assertThat(charters.history("everything")).containsExactly(second, first);
        assertThat(charters.changes("everything", first.digest(), second.digest()))
                .containsExactly(new CharterChange("design.costs.miss", "10", "11"));
        assertThat(actions()).hasSize(4);
    }

    @Test
    void fileWithErrorsChangesNothing() {
        submit(text());
        Submission refused = charters.submit(OWNER, "trefoil.yaml", text().replace("miss: 10", "miss: -10"), "");
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Submission.Refused.class, r -> assertThat(r.problems()).hasSize(1));
        assertThat(charters.history("everything")).hasSize(1);
        assertThat(charters.current("nowhere")).isEmpty();
        assertThatThrownBy(() -> charters.requireCurrent("nowhere"))
                .hasMessage("There is no charter of project 'nowhere'.");
        assertThatThrownBy(() -> charters.require("everything", Digest.of("x"))).isInstanceOf(PlatformException.class);
    }

    @Test
    void changesAreNamedByRequirementNotByPosition() {
        Digest first = submit(text()).version().digest();
        String moved = text().replace("    - {id: R2, measure: latency_p99, at_most: 1.5ms}\n", "")
                .replace("at_least: 40%", "at_least: 45%");
        Digest second = submit(moved).version().digest();
        assertThat(charters.changes("everything", first, second))
                .extracting(CharterChange::path)
                .containsExactly(
                        "design.requirements[R1].at_least",
                        "design.requirements[R2].at_most",
                        "design.requirements[R2].confidence",
                        "design.requirements[R2].id",
                        "design.requirements[R2].measure",
                        "design.requirements[R2].owner");
    }

    @Test
    void editVoidsTheSignatureOfItsSectionAndNoOther() {
        submit(text());
        assertThat(signatures.voidSections("everything")).hasSize(6);
        signatures.sign(ANN, "everything", "Ann", Set.of(), "agreed on Monday");
        signatures.sign(OWNER, "everything", "Bob", Set.of(), "");
        assertThat(signatures.voidSections("everything")).isEmpty();

        clock.advance(Duration.ofDays(1));
        Submission.Accepted edited = submit(text().replace("at_least: 40%", "at_least: 45%"));
        assertThat(edited.voided()).containsExactly(Section.REQUIREMENTS);
        assertThat(signatures.voidSections("everything")).singleElement().satisfies(status -> {
            assertThat(status.section()).isEqualTo(Section.REQUIREMENTS);
            assertThat(status.says())
                    .isEqualTo(
                            "requirements: the signature of Ann of 2026-01-01 is void, the section was edited after it");
        });
        assertThat(signatures.changesSinceSigned("everything", Section.REQUIREMENTS))
                .containsExactly(new CharterChange("design.requirements[R1].at_least", "0.4", "0.45"));
        assertThat(signatures.changesSinceSigned("everything", Section.COSTS)).isEmpty();

        signatures.sign(ANN, "everything", "Ann", Set.of(Section.REQUIREMENTS), "");
        assertThat(signatures.voidSections("everything")).isEmpty();
    }

    @Test
    void takingTheEditBackMakesTheSignatureGoodAgain() {
        submit(text());
        signatures.sign(ANN, "everything", "Ann", Set.of(), "");
        submit(text().replace("at_least: 40%", "at_least: 45%"));
        submit(text());
        assertThat(signatures
                        .status("everything")
                        .get(Section.REQUIREMENTS.ordinal())
                        .holds())
                .isTrue();
    }

    @Test
    void changeOfTheSearchVoidsNothing() {
        submit(text());
        signatures.sign(OWNER, "everything", "Ann", Set.of(), "");
        signatures.sign(OWNER, "everything", "Bob", Set.of(), "");
        assertThat(submit(text().replace("trials: 10", "trials: 11")).voided()).isEmpty();
        assertThat(signatures.voidSections("everything")).isEmpty();
    }

    @Test
    void onlyStakeholdersSignAndOnlyTheirSections() {
        submit(text());
        assertThat(says(() -> signatures.sign(OWNER, "everything", "Anne", Set.of(), "")))
                .isEqualTo("'Anne' is no stakeholder of this charter (did you mean 'Ann'?).");
        assertThat(says(() -> signatures.sign(OWNER, "everything", "Zoe", Set.of(), "")))
                .isEqualTo("'Zoe' is no stakeholder of this charter; it names Ann, Bob.");
        assertThat(says(() -> signatures.sign(BOB, "everything", "Ann", Set.of(), "")))
                .isEqualTo("'Bob' cannot sign for 'Ann': sign in as that stakeholder.");
        assertThat(says(() ->
                        signatures.sign(ANN, "everything", "Ann", EnumSet.of(Section.COSTS, Section.PROBLEM), "")))
                .isEqualTo("'Ann' does not sign costs, only problem, requirements.");
        assertThat(signatures.voidSections("everything")).hasSize(6);
        assertThatThrownBy(() -> signatures.status("nowhere")).hasMessage("There is no charter of project 'nowhere'.");
    }

    private static String says(Callable<?> call) {
        PlatformException refused = catchThrowableOfType(PlatformException.class, call::call);
        assertThat(refused.kind()).isEqualTo(PlatformException.Kind.FORBIDDEN);
        return refused.says();
    }

    @Test
    void signingTwiceIsOneSignatureAndOneRecord() {
        submit(text());
        List<Signature> first = signatures.sign(ANN, "everything", "Ann", Set.of(), "agreed");
        clock.advance(Duration.ofHours(1));
        assertThat(signatures.sign(ANN, "everything", "Ann", Set.of(), "again")).isEqualTo(first);
        assertThat(first).extracting(Signature::section).containsExactly(Section.PROBLEM, Section.REQUIREMENTS);
        AuditRecord record = audit.list(AuditFilter.any(), "", 1).items().getFirst();
        assertThat(record.entry().action()).isEqualTo("charter.sign");
        assertThat(record.entry().why()).isEqualTo("agreed");
        assertThat(actions()).hasSize(4);
        assertThat(audit.verify()).isInstanceOf(AuditCheck.Intact.class);
    }

    @Test
    void whoLeavesTheCharterSignsNoMore() {
        submit(text());
        signatures.sign(OWNER, "everything", "Ann", Set.of(), "");
        submit(text().replace("{name: Ann, role: owner,", "{name: Eve, role: owner,"));
        assertThat(signatures.voidSections("everything"))
                .extracting(SectionStatus::says)
                .contains("problem: Eve has not signed it");
    }

    @Test
    void manyThatSubmitAtOnceMakeTheSameVersionOnce() throws InterruptedException, ExecutionException {
        List<Future<Submission>> futures = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 12; i++) {
                String text = text().replace("miss: 10", "miss: " + (10 + i % 3));
                futures.add(threads.submit(() -> charters.submit(OWNER, "trefoil.yaml", text, "")));
            }
        }
        for (Future<Submission> future : futures) {
            assertThat(future.get()).isInstanceOf(Submission.Accepted.class);
        }
        assertThat(charters.history("everything"))
                .extracting(CharterVersion::number)
                .containsExactly(3L, 2L, 1L);
        assertThat(audit.verify()).isInstanceOf(AuditCheck.Intact.class);
    }
}
