package dev.trefoil.table.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Workspace;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractTest {
    @TempDir
    Path folder;

    /// Rows of orders: id, amount (2 % missing), town of four, time. `shift` moves the amounts.
    private static ColumnBatch orders(int rows, double shift, String town, long firstId) {
        SplittableRandom random = new SplittableRandom(5);
        long[] ids = new long[rows];
        double[] amounts = new double[rows];
        String[] towns = new String[rows];
        long[] times = new long[rows];
        for (int i = 0; i < rows; i++) {
            ids[i] = firstId + i;
            amounts[i] = i % 50 == 7 ? Double.NaN : shift + random.nextDouble(10, 100);
            towns[i] = List.of("Bern", "Basel", "Chur", town).get(random.nextInt(4));
            times[i] = 1_700_000_000_000_000L + i * 1_000_000L;
        }
        return new ColumnBatch(
                new Schema(List.of(
                        new ColumnSpec("id", ColumnType.INTEGER),
                        new ColumnSpec("amount", ColumnType.NUMBER),
                        new ColumnSpec("town", ColumnType.STRING),
                        new ColumnSpec("at", ColumnType.TIMESTAMP))),
                List.of(
                        new IntegerColumn(ids, new BitSet()),
                        new NumberColumn(amounts),
                        new StringColumn(towns),
                        new TimeColumn(ColumnType.TIMESTAMP, times)));
    }

    private Contract inferred(ColumnBatch batch) {
        try (Workspace workspace = Workspace.open(folder, EngineLimits.USUAL)) {
            workspace.add("orders", batch);
            return ContractInference.infer(workspace, "orders", Profiler.profile(workspace, "orders"), "at");
        }
    }

    private List<Anomaly> check(ColumnBatch batch, Contract contract) {
        try (Workspace workspace = Workspace.open(folder, EngineLimits.USUAL)) {
            workspace.add("orders", batch);
            return ContractCheck.check(workspace, "orders", contract);
        }
    }

    @Test
    void theProfileCountsWhatIsThere() {
        try (Workspace workspace = Workspace.open(folder, EngineLimits.USUAL)) {
            workspace.add("orders", orders(5000, 0, "Olten", 1));
            TableProfile profile = Profiler.profile(workspace, "orders");
            ColumnProfile amount = profile.find("amount").orElseThrow();
            assertThat(amount.missing()).isEqualTo(100);
            assertThat(amount.distinct()).isEqualTo(4900);
            ColumnProfile.Numbers numbers = amount.numbers();
            assertThat(numbers).isNotNull();
            assertThat(numbers.mean()).isBetween(54.0, 56.0);
            assertThat(numbers.sd()).isBetween(25.5, 26.5);
            assertThat(numbers.quantiles().get(3)).isBetween(53.0, 57.0);
            assertThat(numbers.histogram().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(4900);
            ColumnProfile town = profile.find("town").orElseThrow();
            assertThat(town.top()).hasSize(4);
            assertThat(town.top().stream().mapToLong(v -> v.count()).sum()).isEqualTo(5000);
            assertThat(town.texts()).isNotNull();
            assertThat(town.texts().most()).isEqualTo(5);
            assertThat(profile.find("at").orElseThrow().least()).isEqualTo("2023-11-14 22:13:20");
        }
    }

    @Test
    void anInferredContractIsKeptByItsOwnData() {
        ColumnBatch orders = orders(5000, 0, "Olten", 1);
        Contract contract = inferred(orders);
        assertThat(contract.columns().get(0).unique()).isTrue();
        assertThat(contract.columns().get(1).atLeast()).isBetween(0.0, 2.0);
        assertThat(contract.columns().get(2).values()).containsExactly("Basel", "Bern", "Chur", "Olten");
        assertThat(check(orders, contract)).isEmpty();
    }

    @Test
    void breachesAreNamedWithCountsAndExamples() {
        Contract contract = inferred(orders(5000, 0, "Olten", 1));
        List<Anomaly> anomalies = check(orders(1000, 200, "Atlantis", 1), contract);
        assertThat(anomalies).extracting(Anomaly::rule).containsExactly("rows at_least", "at_most", "values");
        assertThat(anomalies.get(1).count()).isEqualTo(980);
        assertThat(anomalies.get(2).examples()).containsExactly("Atlantis");
        ColumnBatch other = orders(5000, 0, "Olten", 1)
                .select(List.of("id", "town"))
                .with("amount", new StringColumn(new String[5000]));
        assertThat(check(other, contract))
                .extracting(Anomaly::sentence)
                .containsExactly(
                        "column 'amount': type: expected number, found string",
                        "column 'at': column: expected present, found missing");
        int[] rows = new int[5000];
        java.util.Arrays.setAll(rows, i -> i / 2);
        assertThat(check(orders(5000, 0, "Olten", 1).pick(rows), contract)
                        .getFirst()
                        .rule())
                .isEqualTo("unique");
    }

    @Test
    void theFileReadsBackAsWritten() {
        Contract contract = inferred(orders(2000, 0, "St. Gallen: \"West\" #1\n", 1));
        Path file = folder.resolve("contract.yaml");
        ContractFile.write(contract, "orders", file);
        Contract back = ContractFile.read(file);
        assertThat(back.columns())
                .isEqualTo(contract.columns().stream().map(c -> c.withNote("")).toList());
        assertThat(back.rowsAtLeast()).isEqualTo(1000);
    }

    @Test
    void allProblemsOfAFileAreNamedAtOnceWithTheirLines() {
        assertThatThrownBy(() -> ContractFile.parse("""
                        contract: 1
                        rows: {at_leest: 5}
                        columns:
                          a: {type: numbr, missing_at_most: 2}
                          b: {type: string, at_least: 3}
                        """, "contract.yaml"))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("contract.yaml, line 2: unknown key 'at_leest'; known are at_least, at_most")
                .hasMessageContaining("contract.yaml, line 4: column 'a' has the type 'numbr'")
                .hasMessageContaining("contract.yaml, line 4: '2' is no number from 0 to 1")
                .hasMessageContaining("contract.yaml, line 5: column 'b' is no number and has a range");
        assertThatThrownBy(() -> ContractFile.parse("contract: [1", "c.yaml"))
                .hasMessageContaining("c.yaml, line 1: not YAML");
    }
}
