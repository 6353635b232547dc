package dev.trefoil.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.PlatformException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class MigrationsTest {
    private static final Migration FIRST = new Migration(
            "test/V001__one", "-- a comment\nCREATE TABLE one (id {integer} NOT NULL PRIMARY KEY) {strict};\n");
    private static final Migration SECOND = new Migration(
            "test/V002__two",
            "CREATE TABLE two (id {identity}, says {text}) {strict};\nCREATE INDEX two_says ON two (says);\n");

    @Parameter
    Stores store;

    private static Migrations of(Migration... migrations) {
        return new Migrations(List.of(migrations));
    }

    @Test
    void anEmptyDatabaseGetsAllOfThem() {
        try (Database database = Database.open(store.address(), of(FIRST, SECOND))) {
            assertThat(database.<Integer>write(tx -> tx.update("INSERT INTO two (says) VALUES ('x')")))
                    .isEqualTo(1);
        }
    }

    @Test
    void aMigratedDatabaseGetsWhatIsMissingAndKeepsItsRows() {
        DatabaseAddress address = store.address();
        try (Database database = Database.open(address, of(FIRST))) {
            database.run(tx -> tx.update("INSERT INTO one (id) VALUES (7)"));
        }
        try (Database database = Database.open(address, of(FIRST, SECOND))) {
            assertThat(database.<Long>read(tx -> tx.count("SELECT count(*) FROM one")))
                    .isEqualTo(1);
            assertThat(database.<Long>read(tx -> tx.count("SELECT count(*) FROM two")))
                    .isZero();
        }
    }

    @Test
    void aForeignDatabaseIsLeftAlone() {
        DatabaseAddress address = store.address();
        try (Database database = Database.open(address, of(FIRST))) {
            database.run(tx -> tx.update("DROP TABLE migration"));
        }
        assertThatThrownBy(() -> Database.open(address, of(SECOND)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("another program")
                .hasMessageContaining("one");
    }

    @Test
    void aChangedMigrationIsRefused() {
        DatabaseAddress address = store.address();
        Database.open(address, of(FIRST)).close();
        Migration edited = new Migration("test/V001__one", "CREATE TABLE one (id {integer}) {strict};\n");
        assertThatThrownBy(() -> Database.open(address, of(edited)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("test/V001__one");
    }

    @Test
    void aNewerDatabaseIsRefused() {
        DatabaseAddress address = store.address();
        Database.open(address, of(FIRST, SECOND)).close();
        assertThatThrownBy(() -> Database.open(address, of(FIRST)))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("newer Trefoil");
    }

    @Test
    void aMigrationThatFailsLeavesNothing() {
        DatabaseAddress address = store.address();
        Migration broken = new Migration("test/V002__two", "CREATE TABLE two (id {integer}) {strict};\nNOT SQL;\n");
        assertThatThrownBy(() -> Database.open(address, of(FIRST, broken))).isInstanceOf(PlatformException.class);
        Database.open(address, of(FIRST, SECOND)).close();
    }

    @Test
    void serversThatStartTogetherMigrateOnce() throws Exception {
        DatabaseAddress address = store.address();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Boolean>> opened = IntStream.range(0, 3)
                    .mapToObj(_ -> threads.submit(() -> {
                        Database.open(address, of(FIRST, SECOND)).close();
                        return true;
                    }))
                    .toList();
            for (Future<Boolean> each : opened) {
                assertThat(each.get()).isTrue();
            }
        }
    }

    @Test
    void theShippedOnesOpenAgain() {
        DatabaseAddress address = store.address();
        Database.open(address, Migrations.shipped()).close();
        Database.open(address, Migrations.shipped()).close();
    }
}
