package dev.trefoil.core.slice;

import dev.trefoil.core.ReferenceNumbers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// The slices of the Python package `sliceline` on rows that `slice_cases.py` has just made.
@Tag("real")
final class SlicelineTest {
    private final ReferenceNumbers reference = new ReferenceNumbers("slice");

    @TestFactory
    Stream<DynamicTest> everySliceIsTheReferences() throws IOException {
        List<SliceLine.Settings> settings = List.of(
                new SliceLine.Settings(0.95, 20, 8, 3),
                new SliceLine.Settings(0.99, 30, 8, 2),
                new SliceLine.Settings(0.9, 10, 8, 4),
                new SliceLine.Settings(0.99, 100, 8, 3));
        for (int i = 0; i < settings.size(); i++) {
            Map<String, double[]> table = reference.table("case" + i + ".csv");
            double[] errors = table.remove("error");
            List<int[]> codes = table.values().stream()
                    .map(column -> Arrays.stream(column).mapToInt(v -> (int) v).toArray())
                    .toList();
            List<SliceLine.Finding> found =
                    new SliceLine(CodedRows.of(errors.length, codes), errors, settings.get(i)).find();
            reference.put("case" + i + ".slices", found.size());
            for (int k = 0; k < found.size(); k++) {
                String name = "case" + i + "." + k + ".";
                reference.put(name + "score", found.get(k).score());
                reference.put(name + "rows", found.get(k).rows());
                reference.put(name + "errors", found.get(k).errorSum());
            }
        }
        return reference.compared();
    }
}
