package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.DatabaseAddress;
import dev.trefoil.platform.db.Migrations;
import dev.trefoil.platform.deployment.ActiveRoute;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.deployment.Rollouts;
import dev.trefoil.platform.deployment.RouteSink;
import dev.trefoil.platform.event.AddressGuard;
import dev.trefoil.platform.event.Outbox;
import dev.trefoil.platform.event.Webhooks;
import dev.trefoil.platform.monitoring.AlertHooks;
import dev.trefoil.platform.monitoring.Alerts;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.project.Projects;
import dev.trefoil.platform.project.Section;
import dev.trefoil.platform.project.Signatures;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.ModelVersion;
import dev.trefoil.platform.story.Story;
import dev.trefoil.platform.story.StoryLine;
import dev.trefoil.server.api.AuditRoutes;
import dev.trefoil.server.api.HandMoves;
import dev.trefoil.server.api.WaysBack;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The way back from recorded changes, and what who comes second is told.
class WaysBackTest {
    private static final Principal ANN = new Principal("ann", Principal.Kind.LOCAL_OWNER);
    private static final String CHARTER = "c".repeat(64);

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Database database;
    private Endpoints endpoints;
    private ModelRegistry registry;
    private Charters charters;
    private Signatures signatures;
    private Story story;
    private FakeServer server;

    /// Routes are stored; nothing is loaded.
    private static final class NoGateway implements RouteSink {
        @Override
        public void apply(Endpoint endpoint) {}

        @Override
        public void unavailable(Endpoint endpoint, String reason) {}
    }

    @BeforeEach
    void open() {
        Clock clock = Clock.systemUTC();
        database = Database.open(new DatabaseAddress.SqliteFile(folder.resolve("all.db")), Migrations.shipped());
        AuditLog audit = new AuditLog(database, clock);
        Outbox outbox = new Outbox(database, clock);
        endpoints = new Endpoints(database, audit, outbox, clock, new NoGateway());
        Rollouts rollouts = new Rollouts(database, endpoints, clock);
        registry = new ModelRegistry(database, audit, outbox, clock);
        charters = new Charters(database, new Projects(database, audit, outbox, clock), audit, outbox, clock);
        signatures = new Signatures(database, charters, audit, outbox, clock);
        AlertHooks hooks = new AlertHooks(
                database,
                new Webhooks(database, new AddressGuard(false, Set.of()), clock),
                project -> "secret of " + project);
        WaysBack ways = new WaysBack(
                audit,
                endpoints,
                rollouts,
                registry,
                new Alerts(database, audit, outbox, hooks),
                new WaysBack.Signed(charters, signatures));
        story = new Story(database, outbox, clock);
        server = FakeServer.with("flights", new AuditRoutes(audit, ways, new HandMoves(endpoints, story)).routes());
    }

    @AfterEach
    void close() {
        server.close();
        database.close();
        client.close();
    }

    private void answers(String arm, String why) {
        endpoints.change(
                ANN, new Endpoints.Change("late", "flights", "late", ActiveRoute.only(arm, CHARTER), true, why));
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            return JsonMapper.shared()
                    .readTree(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                            .body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private JsonNode post(String path, String json) {
        return send(HttpRequest.newBuilder(URI.create(server.url(path)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private JsonNode records(String query) {
        return send(HttpRequest.newBuilder(URI.create(server.url("/api/v1/audit?limit=50" + query))))
                .path("records");
    }

    private JsonNode back(JsonNode record) {
        return post("/api/v1/audit/" + record.path("number").asLong() + "/back", "{\"why\":\"tried\"}");
    }

    @Test
    void whoComesSecondIsToldWhoWasFasterAndWhatHoldsNow() {
        answers("rule", "begun");
        answers("v1", "released");
        assertThatThrownBy(() -> endpoints.ifStill("late", 1, () -> endpoints.rollback(ANN, "late", "mine")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("ann changed it")
                .hasMessageContaining("(released)")
                .hasMessageContaining("v1 100 % now");
        assertThat(endpoints.require("late").live()).isEqualTo("v1");
        endpoints.ifStill("late", 2, () -> endpoints.rollback(ANN, "late", "mine"));
        assertThat(endpoints.require("late").live()).isEqualTo("rule");
    }

    @Test
    void theLastChangeOfARouteIsUndoneAndAnOlderOneRestored() {
        answers("rule", "begun");
        answers("v1", "first");
        answers("v2", "second");
        JsonNode records = records("&kind=endpoint");
        assertThat(records.get(0).path("back").path("way").asString()).isEqualTo("undo");
        assertThat(records.get(0).path("back").path("says").asString()).contains("answered by v1 100 % again");
        assertThat(records.get(2).path("back").path("way").asString()).isEqualTo("restore");
        assertThat(back(records.get(0)).path("why").asString()).isEqualTo("tried");
        assertThat(endpoints.require("late").live()).isEqualTo("v1");
        back(records.get(2));
        assertThat(endpoints.require("late").live()).isEqualTo("rule");
        assertThat(story.after("flights", 0, 9).stream().map(StoryLine::says))
                .containsExactly(
                        "By hand, local-owner: v2 100 % → v1 100 %: “tried”",
                        "By hand, local-owner: v1 100 % → rule 100 %: “tried”");
    }

    @Test
    void anAliasGoesBackToWhereItWasUnlessSomebodyMovedItSince() {
        for (String digest : List.of("1", "2")) {
            registry.register(
                    ANN,
                    new ModelRegistry.Candidate(
                            "late",
                            "flights",
                            new Digest(digest.repeat(64)),
                            new Digest(digest.repeat(64)),
                            new ModelVersion.Provenance("registered", "", "", "", "", "xgboost", null, "", 1)));
        }
        registry.alias(ANN, "late", "champion", 1, "first");
        registry.alias(ANN, "late", "champion", 2, "better");
        JsonNode records = records("&action=model.alias");
        assertThat(records.get(1).has("back")).isFalse();
        assertThat(records.get(0).path("back").path("says").asString())
                .isEqualTo("late@champion names version 1 again.");
        back(records.get(0));
        assertThat(registry.aliases("late")).containsEntry("champion", 1L);
        assertThat(back(records.get(0)).path("error").asString()).isEqualTo("conflict");
    }

    @Test
    void anEarlierCharterHoldsAgain() throws IOException {
        String text = Files.readString(Chrome.CHECKOUT.resolve("examples/flights/trefoil.yaml"));
        charters.submit(ANN, "trefoil.yaml", text, "first");
        charters.submit(ANN, "trefoil.yaml", text.replace("by_at_least: 0.02", "by_at_least: 0.03"), "stricter");
        assertThat(charters.requireCurrent("flight-delays").number()).isEqualTo(2);
        JsonNode record = records("&kind=charter&project=flight-delays").get(0);
        assertThat(record.path("back").path("says").asString()).startsWith("Charter 1 of flight-delays holds again");
        back(record);
        assertThat(charters.requireCurrent("flight-delays").number()).isEqualTo(1);
    }

    @Test
    void aSignatureIsWithdrawnAndGivenAgainWhileTheSectionIsAsItWas() throws IOException {
        String text = Files.readString(Chrome.CHECKOUT.resolve("examples/flights/trefoil.yaml"));
        charters.submit(ANN, "trefoil.yaml", text, "first");
        String signer = charters.read(charters.requireCurrent("flight-delays")).design().stakeholders().stream()
                .filter(one -> one.signs().contains(Section.REQUIREMENTS))
                .findFirst()
                .orElseThrow()
                .name();
        signatures.sign(ANN, "flight-delays", signer, Set.of(Section.REQUIREMENTS), "read");
        JsonNode record = records("&kind=signature").get(0);
        assertThat(record.path("back").path("says").asString())
                .startsWith("The signature of " + signer + " under the section requirements");
        back(record);
        assertThat(signatures.holds("flight-delays", signer, Section.REQUIREMENTS))
                .isFalse();
        JsonNode withdrawn = records("&kind=signature").get(0);
        assertThat(withdrawn.path("action").asString()).isEqualTo("charter.unsign");
        back(withdrawn);
        assertThat(signatures.holds("flight-delays", signer, Section.REQUIREMENTS))
                .isTrue();
        charters.submit(ANN, "trefoil.yaml", text.replace("by_at_least: 0.02", "by_at_least: 0.03"), "stricter");
        assertThat(records("&kind=signature").get(0).has("back")).isFalse();
    }

    @Test
    void aWayBackNeedsAReason() {
        answers("rule", "begun");
        answers("v1", "first");
        JsonNode told = post(
                "/api/v1/audit/"
                        + records("&kind=endpoint").get(0).path("number").asLong() + "/back",
                "{}");
        assertThat(told.path("error").asString()).isEqualTo("invalid");
        assertThat(endpoints.require("late").live()).isEqualTo("v1");
    }
}
