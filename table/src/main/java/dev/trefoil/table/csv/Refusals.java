package dev.trefoil.table.csv;

import dev.trefoil.table.source.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts refused rows by reason and keeps the first of each.
final class Refusals {
    private static final int EXAMPLES_OF_A_KIND = 3;

    private final Map<String, Long> counts = new TreeMap<>();
    private final List<Refusal> examples = new ArrayList<>();

    void add(String file, CsvRows row, String kind, String reason) {
        if (counts.merge(kind, 1L, Long::sum) <= EXAMPLES_OF_A_KIND) {
            examples.add(new Refusal(file, row.line(), reason, row.raw()));
        }
    }

    Map<String, Long> counts() {
        return counts;
    }

    List<Refusal> examples() {
        return examples;
    }
}
