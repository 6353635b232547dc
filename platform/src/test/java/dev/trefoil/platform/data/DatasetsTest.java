package dev.trefoil.platform.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class DatasetsTest {
    private static final Digest ONE = Digest.of("one");
    private static final Digest TWO = Digest.of("two");

    @Parameter
    Stores store;

    private Database database;
    private Datasets datasets;

    @BeforeEach
    void open() {
        database = store.fresh();
        datasets = new Datasets(database, new SettableClock());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static DatasetVersion.Content content(String file) {
        return new DatasetVersion.Content(
                file,
                List.of(new ColumnSpec("größe \"m\"", ColumnType.NUMBER), new ColumnSpec("at", ColumnType.TIMESTAMP)),
                List.of(new DatasetVersion.SourceDigest("rows", "ab")),
                12,
                2,
                "",
                List.of("größe: 3 values above 60, expected at most 60"),
                34);
    }

    @Test
    void versionsAreNumberedWithinTheirProjectAndComeBackWhole() {
        DatasetVersion first = datasets.remember("p", ONE, "prepared", 10, content("f1"));
        DatasetVersion second = datasets.remember("p", TWO, "served", 0, content("f2"));
        DatasetVersion other = datasets.remember("q", TWO, "prepared", 7, content("f3"));
        assertThat(List.of(first.number(), second.number(), other.number())).containsExactly(1L, 2L, 1L);
        assertThat(datasets.require("p", ONE)).isEqualTo(first);
        assertThat(datasets.list("p")).as("newest first").containsExactly(second, first);
        assertThat(datasets.find("q", ONE)).isEmpty();
        assertThatThrownBy(() -> datasets.require("q", ONE))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining(ONE.brief());
    }

    @Test
    void aVersionThatIsKnownStaysAsItIs() {
        DatasetVersion first = datasets.remember("p", ONE, "prepared", 10, content("f1"));
        assertThat(datasets.remember("p", ONE, "served", 99, content("f9"))).isEqualTo(first);
        assertThat(datasets.list("p")).containsExactly(first);
    }

    @Test
    void theResultOfAStepIsKnownByItsInputsAndTheLastOneCounts() {
        assertThat(datasets.stepResult("p", "data", ONE)).isEmpty();
        datasets.rememberStep("p", "data", ONE, "{\"a\":1}");
        datasets.rememberStep("p", "data", TWO, "{\"a\":2}");
        datasets.rememberStep("p", "development", ONE, "{\"a\":3}");
        datasets.rememberStep("p", "data", ONE, "{\"a\":4}");
        assertThat(datasets.stepResult("p", "data", ONE)).contains("{\"a\":4}");
        assertThat(datasets.stepResult("p", "data", TWO)).contains("{\"a\":2}");
        assertThat(datasets.stepResult("p", "development", ONE)).contains("{\"a\":3}");
        assertThat(datasets.stepResult("q", "data", ONE)).isEmpty();
        datasets.forgetSteps("p", "data", List.of(ONE, new Digest("ff".repeat(32))));
        assertThat(datasets.stepResult("p", "data", ONE)).isEmpty();
        assertThat(datasets.stepResult("p", "data", TWO)).isPresent();
        assertThat(datasets.stepResult("p", "development", ONE)).isPresent();
    }
}
