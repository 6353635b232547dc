package dev.trefoil.table.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The file formats that tables are read from and written to. Text formats may be gzipped (`.gz`).
public enum FileKind {
    CSV,
    TSV,
    JSONL,
    PARQUET;

    private List<String> endings() {
        return switch (this) {
            case CSV -> List.of(".csv", ".txt", ".data");
            case TSV -> List.of(".tsv", ".tab");
            case JSONL -> List.of(".jsonl", ".ndjson", ".json");
            case PARQUET -> List.of(".parquet", ".pq");
        };
    }

    /// The kind that the name of a file says, `.gz` aside.
    public static FileKind ofName(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        if (plain.endsWith(".gz")) {
            plain = plain.substring(0, plain.length() - 3);
        }
        for (FileKind kind : values()) {
            for (String ending : kind.endings()) {
                if (plain.endsWith(ending)) {
                    return kind;
                }
            }
        }
        throw new TableException(
                name, "its name does not say what it is", "end it in " + words() + ", or say format: csv (or another)");
    }

    /// The kind of this name in a project file.
    public static FileKind ofWord(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "csv" -> CSV;
            case "tsv" -> TSV;
            case "jsonl", "ndjson", "json" -> JSONL;
            case "parquet" -> PARQUET;
            default ->
                throw new TableException(
                        "format: " + word, "there is no such format", "write one of csv, tsv, jsonl, parquet");
        };
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String words() {
        return Arrays.stream(values()).map(kind -> kind.endings().getFirst()).collect(Collectors.joining(", "));
    }
}
