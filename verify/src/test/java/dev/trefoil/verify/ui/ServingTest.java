package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// How the UI's files come to the browser.
class ServingTest {
    private static final int MOST_WITHOUT_CHARTS = 250_000;
    private static final int MOST_WITH_CHARTS = 600_000;
    private static final Pattern HASHED = Pattern.compile("/[\\w./@-]+\\.[0-9a-f]{12}\\.(?:js|css|svg)");

    private static FakeServer fake;
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeAll
    static void open() {
        fake = FakeServer.of("flights");
    }

    @AfterAll
    static void close() {
        fake.close();
    }

    private HttpResponse<byte[]> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(fake.url(path)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> files(String path) {
        List<String> found = new ArrayList<>();
        Matcher matcher = HASHED.matcher(new String(get(path).body(), java.nio.charset.StandardCharsets.UTF_8));
        while (matcher.find()) {
            if (!found.contains(matcher.group())) {
                found.add(matcher.group());
            }
        }
        return found;
    }

    @Test
    void everyAddressOfAPageAnswersThePage() {
        for (String path :
                List.of("/", "/projects/a%20b/charter", "/endpoints/flight-delays", "/runs/1234", "/alerts")) {
            HttpResponse<byte[]> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
            assertThat(answer.headers().firstValue("cache-control")).hasValue("no-cache");
        }
        assertThat(get("/endpoints/flight-delays/invocations").headers().firstValue("content-type"))
                .hasValue("application/json");
    }

    @Test
    void thePolicyAllowsThisServersFilesAndNothingElse() {
        assertThat(get("/").headers().firstValue("content-security-policy").orElseThrow())
                .startsWith("default-src 'none'; script-src 'self' 'sha256-")
                .contains("style-src 'self';", "connect-src 'self';", "base-uri 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    @Test
    void filesAreKeptForEverUnderTheirHashAndCompressed() {
        List<String> files = files("/");
        assertThat(files).hasSizeGreaterThan(25);
        for (String file : files) {
            HttpResponse<byte[]> answer = get(file, "Accept-Encoding", "gzip");
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(answer.headers().firstValue("cache-control"))
                    .as(file)
                    .hasValue("public, max-age=31536000, immutable");
            assertThat(answer.headers().firstValue("content-encoding")).as(file).hasValue("gzip");
        }
        assertThat(get(files.getFirst().replaceFirst("[0-9a-f]{12}", "000000000000"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whatTheBrowserHasIsNotSentAgain() {
        String tag = get("/").headers().firstValue("etag").orElseThrow();
        HttpResponse<byte[]> again = get("/", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @Test
    void theFirstViewIsSmall() {
        int charts = 0;
        int rest = get("/", "Accept-Encoding", "gzip").body().length;
        for (String file : files("/")) {
            int size = get(file, "Accept-Encoding", "gzip").body().length;
            if (file.contains("echarts")) {
                charts += size;
            } else {
                rest += size;
            }
        }
        assertThat(rest).as("all pages, without charts").isLessThan(MOST_WITHOUT_CHARTS);
        assertThat(rest + charts).as("all pages, with charts").isLessThan(MOST_WITH_CHARTS);
    }
}
