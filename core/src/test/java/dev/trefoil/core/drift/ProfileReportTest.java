package dev.trefoil.core.drift;

import dev.trefoil.core.ReferenceNumbers;
import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Whole reports of Evidently and NannyML, with their choice of statistic, on tables that `profile_cases.py`
/// has just made.
@Tag("real")
final class ProfileReportTest {
    private final ReferenceNumbers reference = new ReferenceNumbers("profile");

    @TestFactory
    Stream<DynamicTest> everyReportEqualsTheReferences() throws IOException {
        for (String name : List.of("small", "large", "still")) {
            ColumnBatch before = batch(reference.texts(name + "-reference.csv"));
            ColumnBatch after = batch(reference.texts(name + "-current.csv"));
            List<DriftFinding> evidently = DriftProfile.EVIDENTLY_0_7.compare(before, after);
            evidently.forEach(one -> reference.put("evidently." + name + "." + one.column(), one.value()));
            reference.put(
                    "evidently." + name + ".drifted",
                    DriftRule.drifted(evidently).size());
            List<String> others = before.schema().names().stream()
                    .filter(column -> !column.equals("notes"))
                    .toList();
            for (DriftFinding one : DriftProfile.NANNYML_0_13.compare(before.select(others), after.select(others))) {
                reference.put("nannyml." + name + "." + one.column(), one.value());
                reference.put("nannyml." + name + "." + one.column() + ".drifted", one.drifted() ? 1 : 0);
            }
        }
        return reference.compared();
    }

    private static ColumnBatch batch(Map<String, List<String>> table) {
        List<ColumnSpec> specs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        table.forEach((name, cells) -> {
            Column column = switch (name) {
                case "text", "pair" -> new StringColumn(cells.toArray(String[]::new));
                case "notes" ->
                    new StringColumn(cells.stream()
                            .map(cell -> cell.isEmpty() ? null : cell)
                            .toArray(String[]::new));
                case "count", "small", "two" ->
                    new IntegerColumn(cells.stream().mapToLong(Long::parseLong).toArray(), new BitSet());
                case "flag" -> truths(cells);
                default ->
                    new NumberColumn(cells.stream()
                            .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                            .toArray());
            };
            specs.add(new ColumnSpec(name, column.type()));
            columns.add(column);
        });
        return new ColumnBatch(new Schema(specs), columns);
    }

    private static Column truths(List<String> cells) {
        byte[] truths = new byte[cells.size()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = (byte) (cells.get(i).equals("True") ? 1 : 0);
        }
        return new BooleanColumn(truths);
    }
}
