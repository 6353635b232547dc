package dev.trefoil.platform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ModelRegistryTest {
    private static final Principal ANNA = new Principal("anna", Principal.Kind.USER);

    @Parameter
    Stores store;

    private Database database;
    private AuditLog audit;
    private ModelRegistry registry;

    @BeforeEach
    void open() {
        database = store.fresh();
        SettableClock clock = new SettableClock();
        audit = new AuditLog(database, clock);
        registry = new ModelRegistry(database, audit, new Outbox(database, clock), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ModelVersion register(String content) {
        return registry.register(
                ANNA,
                new ModelRegistry.Candidate(
                        "delays",
                        "flights",
                        Digest.of(content),
                        Digest.of(content + "/manifest"),
                        new ModelVersion.Provenance(
                                "trained", "run-1", "d1", "c1", "abc+dirty", "xgboost", Double.NaN, "ev", 1_234)));
    }

    private List<String> actions() {
        return audit.list(AuditFilter.any(), "", 100).items().stream()
                .map(record -> record.entry().action())
                .toList();
    }

    @Test
    void theSameContentIsTheSameVersionAndOneChange() {
        assertThat(register("a").version()).isEqualTo(1);
        assertThat(register("b").version()).isEqualTo(2);
        assertThat(register("a").version()).isEqualTo(1);
        assertThat(actions()).containsExactly("model.register", "model.register");
        assertThat(registry.models()).containsExactly("delays");
        assertThat(registry.versions("delays"))
                .extracting(ModelVersion::version)
                .containsExactly(2L, 1L);
        ModelVersion.Provenance from = registry.require("delays", 1).provenance();
        assertThat(from.commit()).isEqualTo("abc+dirty");
        assertThat(from.sizeBytes()).isEqualTo(1_234);
    }

    @Test
    void aliasesMoveAndEveryMoveIsOnRecord() {
        register("a");
        register("b");
        registry.alias(ANNA, "delays", "champion", 1, "first");
        registry.alias(ANNA, "delays", "champion", 1, "again");
        assertThatThrownBy(() -> registry.alias(ANNA, "delays", "champion", 2, "", OptionalLong.of(2)))
                .hasMessageContaining("delays@champion names version 1 now");
        registry.alias(ANNA, "delays", "champion", 2, "better", OptionalLong.of(1));
        assertThat(registry.aliases("delays")).containsEntry("champion", 2L);
        assertThat(registry.unalias(ANNA, "delays", "champion", "gone")).isTrue();
        assertThat(registry.unalias(ANNA, "delays", "champion", "gone")).isFalse();
        assertThat(registry.aliases("delays")).isEmpty();
        assertThat(actions())
                .containsExactly("model.unalias", "model.alias", "model.alias", "model.register", "model.register");
    }

    @Test
    void whatIsNoAliasOrNoVersionIsRefused() {
        register("a");
        assertThatThrownBy(() -> registry.alias(ANNA, "delays", "v3", 1, "")).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> registry.alias(ANNA, "delays", "Best One", 1, ""))
                .isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> registry.alias(ANNA, "delays", "champion", 7, ""))
                .hasMessageContaining("delays v7");
        assertThatThrownBy(() -> registry.require("other", 1)).isInstanceOf(PlatformException.class);
    }
}
