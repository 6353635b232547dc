package dev.trefoil.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.access.AuditCheck;
import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.LocalArtifactStore;
import dev.trefoil.platform.event.Event;
import dev.trefoil.platform.event.Outbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// After `kill -9` nothing acknowledged is lost and nothing is half-written.
class DurabilityTest {
    @TempDir
    Path home;

    @Test
    void nothingAcknowledgedIsLostAndNothingIsHalfWritten() throws Exception {
        List<String> said = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            said.addAll(writeUntilKilled(round));
        }
        try (Database database =
                Database.open(new DatabaseAddress.SqliteFile(home.resolve("trefoil.db")), Migrations.shipped())) {
            AuditLog log = new AuditLog(database, InstantSource.system());
            AuditCheck check = log.verify();
            List<Event> events = new Outbox(database, InstantSource.system()).poll(0, 1_000_000);
            assertThat(check)
                    .isInstanceOfSatisfying(
                            AuditCheck.Intact.class,
                            intact -> assertThat(intact.records()).isEqualTo(events.size()));
            Set<String> stored =
                    events.stream().map(event -> event.draft().subject()).collect(Collectors.toSet());
            assertThat(stored).hasSize(events.size()).containsAll(acknowledged(said, "change "));
            String sound = database.read(tx -> tx.query("PRAGMA integrity_check", row -> row.text("integrity_check"))
                    .getFirst());
            assertThat(sound).isEqualTo("ok");
            String first = events.getFirst().draft().subject();
            assertThat(log.list(AuditFilter.about(new AuditSubject("p", "model", first)), "", 5)
                            .items())
                    .hasSize(1);
        }
        requireArtifacts(acknowledged(said, "artifact "));
    }

    private void requireArtifacts(List<String> acknowledged) throws IOException {
        LocalArtifactStore store = new LocalArtifactStore(home.resolve("artifacts"), true);
        for (String hex : acknowledged) {
            assertThat(store.find(new Digest(hex))).isPresent();
        }
        for (Artifact artifact : store.list(null, 1_000_000)) {
            try (InputStream in = store.open(artifact.digest())) {
                assertThat(in.readAllBytes()).hasSize((int) artifact.sizeBytes());
            }
        }
    }

    private static List<String> acknowledged(List<String> said, String word) {
        return said.stream()
                .filter(line -> line.startsWith(word))
                .map(line -> line.substring(word.length()))
                .toList();
    }

    private List<String> writeUntilKilled(int round) throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        home.toString(),
                        Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader lines = writer.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
                if (said.size() == 400) {
                    writer.toHandle().destroyForcibly();
                }
            }
        }
        assertThat(writer.waitFor()).isEqualTo(137);
        assertThat(said).hasSizeGreaterThanOrEqualTo(400);
        String last = said.getLast();
        return last.startsWith("artifact ") && last.length() < "artifact ".length() + 64
                ? said.subList(0, said.size() - 1)
                : said;
    }
}
