package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole loop with PostgreSQL instead of the embedded database, twice.
@Tag("long")
class PostgresDemoTest {
    @TempDir
    Path folder;

    @Test
    void theDemoGoesRoundTheLoopOnPostgres() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            String url = "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
            List<String> first = demo(url);
            assertThat(first).anyMatch(line -> line.contains("\"station\":\"retraining\""));
            assertThat(first).anyMatch(line -> line.contains("\"event\":\"alert\""));
            assertThat(demo(url)).anyMatch(line -> line.contains("\"reused\":true"));
        }
    }

    private List<String> demo(String url) {
        try (Running demo = Running.trefoil(
                folder.resolve("home"),
                Map.of(),
                "demo",
                "--fast",
                "--exit",
                "--json",
                "--port",
                "0",
                "--database",
                url)) {
            assertThat(demo.end()).isZero();
            return demo.lines();
        }
    }
}
