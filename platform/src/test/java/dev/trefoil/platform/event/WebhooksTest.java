package dev.trefoil.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.sun.net.httpserver.HttpServer;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class WebhooksTest {
    private static final String SECRET = "sixteen characters";

    @Parameter
    Stores store;

    private final SettableClock clock = new SettableClock();
    private final AddressGuard local = new AddressGuard(true, Set.of());
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger answer = new AtomicInteger(204);
    private Database database;
    private Outbox outbox;
    private Webhooks webhooks;
    private WebhookSender sender;
    private HttpServer server;
    private String url;

    private record Received(String kind, String delivery, String timestamp, String signature, String body) {}

    @BeforeEach
    void open() throws IOException {
        database = store.fresh();
        outbox = new Outbox(database, clock);
        webhooks = new Webhooks(database, local, clock);
        sender = new WebhookSender(database, outbox, local, clock);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var headers = exchange.getRequestHeaders();
            received.add(new Received(
                    headers.getFirst("X-Trefoil-Event"),
                    headers.getFirst("X-Trefoil-Delivery"),
                    headers.getFirst("X-Trefoil-Timestamp"),
                    headers.getFirst("X-Trefoil-Signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            if (answer.get() == 302) {
                exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
            }
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        server.start();
        url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    @AfterEach
    void close() {
        sender.close();
        server.stop(0);
        database.close();
    }

    private Webhook register(String project, String... kinds) {
        return database.write(tx -> webhooks.register(tx, project, url, SECRET, Set.of(kinds)));
    }

    private void happens(String project, String kind) {
        database.run(tx -> outbox.append(tx, new EventDraft(project, kind, "R1", "{\"value\":0.5}")));
    }

    @Test
    void whatHappensAfterTheRegistrationIsDeliveredSignedAndInOrder() throws Exception {
        happens("flights", "alert.raised");
        Webhook hook = register("flights", "alert.*");
        happens("flights", "alert.raised");
        happens("flights", "run.created");
        happens("other", "alert.raised");
        happens("flights", "alert.closed");
        assertThat(sender.deliverDue()).isEqualTo(2);
        assertThat(sender.deliverDue()).isZero();
        assertThat(received).extracting(Received::kind).containsExactly("alert.raised", "alert.closed");
        Received first = received.getFirst();
        assertThat(first.body())
                .isEqualTo(
                        "{\"id\":2,\"at\":\"2026-01-01T00:00:00Z\",\"project\":\"flights\",\"kind\":\"alert.raised\","
                                + "\"subject\":\"R1\",\"details\":{\"value\":0.5}}");
        assertThat(first.delivery()).isEqualTo(hook.id() + "-2");
        assertThat(first.signature())
                .isEqualTo(DeliverySignature.of(SECRET, first.delivery(), first.timestamp(), first.body()));
        assertThat(webhooks.deliveries(hook.id(), 10))
                .extracting(Delivery::event, Delivery::delivered)
                .containsExactly(tuple(5L, true), tuple(2L, true));
    }

    @Test
    void aFailedDeliveryIsTriedAgainLaterAndLosesNothing() throws Exception {
        Webhook hook = register("");
        happens("flights", "a");
        happens("flights", "b");
        answer.set(500);
        assertThat(sender.deliverDue()).isZero();
        assertThat(sender.deliverDue()).isZero();
        assertThat(received).hasSize(1);
        assertThat(webhooks.list("").getFirst().problem()).contains("500");
        answer.set(200);
        clock.advance(Duration.ofSeconds(6));
        assertThat(sender.deliverDue()).isEqualTo(2);
        assertThat(received).extracting(Received::kind).containsExactly("a", "a", "b");
        assertThat(received.get(0).delivery()).isEqualTo(received.get(1).delivery());
        assertThat(webhooks.deliveries(hook.id(), 10))
                .extracting(Delivery::attempts)
                .containsExactly(1, 2);
        assertThat(webhooks.list("flights")).isEmpty();
        assertThat(webhooks.list("").getFirst().problem()).isEmpty();
    }

    @Test
    void anEventIsGivenUpAfterTwelveAttemptsAndTheNextOneGoesOut() throws Exception {
        Webhook hook = register("");
        happens("flights", "a");
        answer.set(503);
        for (int i = 0; i < 12; i++) {
            sender.deliverDue();
            clock.advance(Duration.ofHours(2));
        }
        assertThat(received).hasSize(12);
        assertThat(webhooks.deliveries(hook.id(), 10)).singleElement().satisfies(given -> {
            assertThat(given.delivered()).isFalse();
            assertThat(given.attempts()).isEqualTo(12);
        });
        answer.set(204);
        happens("flights", "b");
        assertThat(sender.deliverDue()).isEqualTo(1);
    }

    @Test
    void aRedirectIsAFailureAndIsNotFollowed() throws Exception {
        register("");
        happens("flights", "a");
        answer.set(302);
        assertThat(sender.deliverDue()).isZero();
        assertThat(webhooks.list("").getFirst().problem()).contains("302");
    }

    @Test
    void theSenderDeliversByItselfWhenSomethingHappens() {
        register("");
        sender.start();
        happens("flights", "a");
        long until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (received.isEmpty() && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(received).hasSize(1);
    }

    @Test
    void aWebhookThatIsRemovedIsToldNothingMore() throws Exception {
        Webhook hook = register("");
        database.run(tx -> webhooks.remove(tx, hook.id()));
        happens("flights", "a");
        assertThat(sender.deliverDue()).isZero();
        assertThatThrownBy(() -> database.run(tx -> webhooks.remove(tx, hook.id())))
                .isInstanceOf(PlatformException.class);
    }

    @Test
    void aWrongRegistrationIsSaidWithTheMend() {
        assertThatThrownBy(() -> database.run(tx -> webhooks.register(tx, "", "ftp://x/", SECRET, Set.of())))
                .hasMessageContaining("https://host/path");
        assertThatThrownBy(() -> database.run(tx -> webhooks.register(tx, "", url, "short", Set.of())))
                .hasMessageContaining("16 characters");
        assertThatThrownBy(() -> register("", "Alert!")).hasMessageContaining("alert.raised");
    }
}
