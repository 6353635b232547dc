package dev.trefoil.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the disk or the server refuses is said with the mend, and nothing is lost by it.
class FaultsTest {
    @TempDir
    Path folder;

    private static void unavailable(ThrowingCallable call, String says) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining(says);
    }

    private static Database open(Path file) {
        return Database.open(new DatabaseAddress.SqliteFile(file), Migrations.shipped());
    }

    @Test
    void aFullDiskLosesOnlyWhatItRefused() throws Exception {
        try (Database database = open(folder.resolve("trefoil.db"))) {
            database.run(tx -> Counters.next(tx, "kept"));
            String filler = "x".repeat(20_000);
            database.run(tx -> tx.query("PRAGMA max_page_count = 120", row -> 0));
            List<Future<?>> writes = new ArrayList<>();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 60; i++) {
                    String name = i + filler;
                    writes.add(threads.submit(() -> database.run(tx -> Counters.next(tx, name))));
                }
            }
            long written = writes.stream()
                    .filter(write -> write.state() == Future.State.SUCCESS)
                    .count();
            assertThat(written).isBetween(0L, 59L);
            assertThat(writes.stream().filter(write -> write.state() == Future.State.FAILED))
                    .isNotEmpty()
                    .allSatisfy(write -> assertThat(write.exceptionNow()).hasMessageContaining("is full: free some"));
            assertThat(database.<Long>read(tx -> tx.count("SELECT count(*) FROM counter")))
                    .isEqualTo(written + 1);
            database.run(tx -> tx.query("PRAGMA max_page_count = 100000", row -> 0));
            assertThat(database.<Long>write(tx -> Counters.next(tx, "kept"))).isEqualTo(2);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidWithTheMend() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        unavailable(() -> open(file.resolve("below/trefoil.db")), "TREFOIL_HOME");
    }

    @Test
    void aFolderInPlaceOfTheFileIsSaidWithTheMend() {
        assertThatThrownBy(() -> open(folder)).hasMessageContaining("is a folder");
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "these are my notes, ".repeat(100));
        unavailable(() -> open(file), "not a sound SQLite database");
        assertThat(file).content().startsWith("these are my notes");
    }

    @Test
    void aServerThatDoesNotAnswerIsSaidWithTheMend() {
        DatabaseAddress nobody = DatabaseAddress.parse("postgresql://ann:secret@127.0.0.1:1/trefoil");
        unavailable(() -> Database.open(nobody, Migrations.shipped()), "check that it runs");
        assertThatThrownBy(() -> Database.open(nobody, Migrations.shipped())).hasMessageNotContaining("secret");
    }

    @Test
    void aConnectionThatBreaksIsReplaced() {
        try (Database database = Stores.POSTGRES.fresh()) {
            unavailable(
                    () -> database.read(tx -> tx.query("SELECT pg_terminate_backend(pg_backend_pid())", row -> 0)),
                    "does not answer");
            assertThat(database.<Long>read(tx -> Counters.last(tx, "x"))).isZero();
        }
    }

    @Test
    void whoWaitsWhenTheDatabaseClosesIsToldSo() {
        Database database = open(folder.resolve("trefoil.db"));
        database.close();
        unavailable(() -> database.run(tx -> Counters.next(tx, "x")), "stopping");
        unavailable(() -> database.read(tx -> Counters.last(tx, "x")), "stopping");
    }

    @ParameterizedTest
    @CsvSource({
        "postgresql://ann:p%40ss@db.example:5433/trefoil?sslmode=require, jdbc:postgresql://db.example:5433/trefoil",
        "postgres://db/x, jdbc:postgresql://db/x",
        "jdbc:postgresql://db/x?user=ann, jdbc:postgresql://db/x",
        "/var/lib/trefoil/trefoil.db, /var/lib/trefoil/trefoil.db"
    })
    void addressesAreReadAndShownWithoutSecrets(String text, String shown) {
        assertThat(DatabaseAddress.parse(text).says()).isEqualTo(shown);
    }

    @Test
    void aWrongAddressIsSaidWithoutItsPassword() {
        assertThatThrownBy(() -> DatabaseAddress.parse("postgresql://ann:secret@/x"))
                .hasMessageContaining("postgresql://user:password@host/database")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DatabaseAddress.parse("mysql://root:secret@db/x"))
                .hasMessageContaining("mysql://")
                .hasMessageNotContaining("secret");
        assertThat(DatabaseAddress.parse("postgresql://ann:secret@db/x").toString())
                .doesNotContain("secret");
    }
}
