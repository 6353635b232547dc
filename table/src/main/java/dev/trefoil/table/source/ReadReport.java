package dev.trefoil.table.source;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What became of the rows of a source: `read = used + refused`, always.
///
/// @param refusals kind of reason → how many rows
/// @param examples the first refused rows of each kind
/// @param notes what was found and decided on the way (encoding, renamed columns, skipped lines), a sentence each
public record ReadReport(
        String source, long used, Map<String, Long> refusals, List<Refusal> examples, List<String> notes) {
    public ReadReport {
        refusals = new TreeMap<>(refusals);
        examples = List.copyOf(examples);
        notes = List.copyOf(notes);
    }

    public static ReadReport allUsed(String source, long rows) {
        return new ReadReport(source, rows, Map.of(), List.of(), List.of());
    }

    public long refused() {
        return refusals.values().stream().mapToLong(Long::longValue).sum();
    }

    public long read() {
        return used + refused();
    }

    /// `sales: 1,000 rows read = 998 used + 2 refused`.
    public String summary() {
        return String.format(
                Locale.ROOT, "%s: %,d rows read = %,d used + %,d refused", source, read(), used, refused());
    }

    /// What the reason of one row says beyond its kind: the cell.
    private String detail(Refusal refusal) {
        return refusals.keySet().stream()
                .filter(refusal.reason()::startsWith)
                .map(kind -> refusal.reason().substring(kind.length()))
                .findFirst()
                .orElse("");
    }

    /// The summary, why rows were refused with the first of them, and the notes.
    public String words() {
        String reasons = refusals.entrySet().stream()
                .map(reason -> reason.getValue() + " × " + reason.getKey())
                .collect(Collectors.joining("; "));
        String first = examples.stream()
                .findFirst()
                .map(refusal -> " (first: " + refusal.file() + ", line " + refusal.line() + detail(refusal) + ")")
                .orElse("");
        return summary()
                + (reasons.isEmpty() ? "" : ": " + reasons + first)
                + (notes.isEmpty() ? "" : "; " + String.join("; ", notes));
    }
}
