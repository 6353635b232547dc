package dev.trefoil.core.detector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/// Drifts and warnings of River on streams that `detectors_cases.py` has just made; its folder is
/// `-Dtrefoil.detectors`.
@Tag("real")
final class DetectorComparisonTest {
    private final Path folder = Path.of(System.getProperty("trefoil.detectors", ""));

    @TestFactory
    Stream<DynamicTest> everyDriftAndWarningIsWhereRiverSaysSo() throws IOException {
        assertThat(folder.resolve("expected.csv"))
                .as("made by detectors_cases.py")
                .exists();
        String seed = Files.readString(folder.resolve("seed.txt"));
        return Files.readAllLines(folder.resolve("expected.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .map(cells -> DynamicTest.dynamicTest(
                        cells[0] + " on " + cells[1] + " with " + cells[2] + " (seed " + seed + ")",
                        () -> compare(cells)));
    }

    private void compare(String[] cells) throws IOException {
        Map<String, String> options = new LinkedHashMap<>();
        for (String pair : cells[2].split(";")) {
            if (!pair.isEmpty()) {
                options.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
            }
        }
        Detector detector =
                DetectorSettings.of(DetectorKind.byName(cells[0]), options).detector();
        List<Integer> drifts = new ArrayList<>();
        List<Integer> warnings = new ArrayList<>();
        List<String> lines = Files.readAllLines(folder.resolve("stream-" + cells[1] + ".csv"));
        for (int i = 1; i < lines.size(); i++) {
            switch (detector.update(Double.parseDouble(lines.get(i)))) {
                case DRIFT -> drifts.add(i - 1);
                case WARNING -> warnings.add(i - 1);
                case NONE -> {}
            }
        }
        assertThat(text(drifts)).isEqualTo(cells[3]);
        assertThat(text(warnings)).isEqualTo(cells[4].strip());
    }

    private static String text(List<Integer> places) {
        return places.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
