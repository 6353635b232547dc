package dev.trefoil.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// What a script `NAME_cases.py` has made with a reference library: tables, and numbers with their tolerance.
public final class ReferenceNumbers {
    private final Path folder;
    private final Map<String, Double> ours = new HashMap<>();

    /// @param name of the script; its folder is `-Dtrefoil.NAME`
    public ReferenceNumbers(String name) {
        this.folder = Path.of(System.getProperty("trefoil." + name, ""));
        assertThat(folder.resolve("expected.csv"))
                .as("made by " + name + "_cases.py")
                .exists();
    }

    /// Our number under the script's name for it.
    public void put(String name, double value) {
        ours.put(name, value);
    }

    /// The columns of a table of numbers; an empty cell is NaN.
    public Map<String, double[]> table(String file) throws IOException {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        texts(file)
                .forEach((name, cells) -> numbers.put(
                        name,
                        cells.stream()
                                .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : Double.parseDouble(cell))
                                .toArray()));
        return numbers;
    }

    /// The columns of a table as they stand in the file.
    public Map<String, List<String>> texts(String file) throws IOException {
        List<String[]> lines = Files.readAllLines(folder.resolve(file)).stream()
                .map(line -> line.split(",", -1))
                .toList();
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (int c = 0; c < lines.getFirst().length; c++) {
            int at = c;
            columns.put(
                    lines.getFirst()[c],
                    lines.stream().skip(1).map(cells -> cells[at]).toList());
        }
        return columns;
    }

    /// The script's number of this name.
    public double expected(String name) throws IOException {
        return expected()
                .filter(cells -> cells[0].equals(name))
                .mapToDouble(cells -> Double.parseDouble(cells[1]))
                .findFirst()
                .orElseThrow();
    }

    private Stream<String[]> expected() throws IOException {
        return Files.readAllLines(folder.resolve("expected.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1));
    }

    /// A test for each number of the script.
    public Stream<DynamicTest> compared() throws IOException {
        String seed = Files.readString(folder.resolve("seed.txt"));
        return expected()
                .map(cells -> DynamicTest.dynamicTest(cells[0] + " (seed " + seed + ")", () -> {
                    double expected = Double.parseDouble(cells[1]);
                    double tolerance = Double.parseDouble(cells[2].strip());
                    assertThat(ours).containsKey(cells[0]);
                    assertThat(ours.get(cells[0])).isCloseTo(expected, within(tolerance * Math.abs(expected) + 1e-15));
                }));
    }
}
