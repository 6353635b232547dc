package dev.trefoil.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class AuditLogTest {
    private static final Principal ANN = new Principal("ann", Principal.Kind.USER);

    @Parameter
    Stores store;

    private Database database;
    private AuditLog log;

    @BeforeEach
    void open() {
        database = store.fresh();
        log = new AuditLog(database, InstantSource.fixed(Instant.parse("2026-01-01T00:00:00.123456789Z")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static AuditEntry entry(String endpoint, String after) {
        return new AuditEntry(
                ANN, "endpoint.promote", new AuditSubject("flights", "endpoint", endpoint), "", after, "gate passed");
    }

    private void append(int count) {
        for (int i = 1; i <= count; i++) {
            String after = "{\"version\":" + i + "}";
            database.run(tx -> log.append(tx, entry("delays", after)));
        }
    }

    @Test
    void recordsFollowOneAnother() {
        append(5);
        assertThat(log.verify()).isInstanceOfSatisfying(AuditCheck.Intact.class, intact -> {
            assertThat(intact.records()).isEqualTo(5);
            assertThat(intact.head())
                    .isEqualTo(log.list(AuditFilter.any(), "", 1)
                            .items()
                            .getFirst()
                            .hash());
        });
    }

    @Test
    void anEmptyLogIsIntact() {
        assertThat(log.verify()).isEqualTo(new AuditCheck.Intact(0, AuditRecord.GENESIS));
    }

    @Test
    void aChangeThatIsRolledBackLeavesNoRecordAndNoGap() {
        append(1);
        assertThatThrownBy(() -> database.run(tx -> {
                    log.append(tx, entry("delays", "{}"));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        append(1);
        assertThat(log.verify())
                .isInstanceOfSatisfying(
                        AuditCheck.Intact.class,
                        intact -> assertThat(intact.records()).isEqualTo(2));
    }

    @Test
    void concurrentChangesMakeOneChain() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 30; i++) {
                String endpoint = "e" + i;
                threads.execute(() -> database.run(tx -> log.append(tx, entry(endpoint, "{}"))));
            }
        }
        assertThat(log.verify())
                .isInstanceOfSatisfying(
                        AuditCheck.Intact.class,
                        intact -> assertThat(intact.records()).isEqualTo(30));
    }

    @Test
    void anAlteredRecordIsFound() {
        append(4);
        database.run(tx -> tx.update("UPDATE audit SET after_json = '{}' WHERE number = 3"));
        assertThat(log.verify()).isEqualTo(new AuditCheck.Broken(3, "its content was altered"));
    }

    @Test
    void aMissingRecordIsFoundInTheMiddleAndAtTheEnd() {
        append(4);
        database.run(tx -> tx.update("DELETE FROM audit WHERE number = 4"));
        assertThat(log.verify()).isEqualTo(new AuditCheck.Broken(4, "the records at the end are missing"));
        database.run(tx -> tx.update("DELETE FROM audit WHERE number = 2"));
        assertThat(log.verify()).isEqualTo(new AuditCheck.Broken(2, "the record is missing"));
    }

    @Test
    void listsPageFromTheNewestAndFilter() {
        append(5);
        database.run(tx -> log.append(tx, entry("other", "{}")));
        AuditFilter delays = AuditFilter.about(new AuditSubject("", "endpoint", "delays"));
        Page<AuditRecord> first = log.list(delays, "", 3);
        assertThat(first.items()).extracting(AuditRecord::number).containsExactly(5L, 4L, 3L);
        Page<AuditRecord> second = log.list(delays, first.next(), 3);
        assertThat(second.items()).extracting(AuditRecord::number).containsExactly(2L, 1L);
        assertThat(second.last()).isTrue();
        assertThat(log.list(delays.until(Instant.parse("2025-01-01T00:00:00Z")), "", 3)
                        .items())
                .isEmpty();
        assertThat(first.items().getFirst().entry()).isEqualTo(entry("delays", "{\"version\":5}"));
        assertThatThrownBy(() -> log.list(delays, "x", 3)).hasMessageContaining("page token");
    }
}
