package dev.trefoil.platform.project;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.signature.Task;
import dev.trefoil.table.source.FileKind;
import dev.trefoil.table.source.ReadOptions;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the section `data`.
final class DataReader {
    private final YamlMap data;

    private DataReader(YamlMap data) {
        this.data = data;
    }

    static DataSpec read(YamlMap data) {
        return new DataReader(data).data();
    }

    private DataSpec data() {
        SortedMap<String, SourceSpec> sources = sources();
        @Nullable
        String prepare = data.find("prepare").flatMap(DataReader::inside).orElse(null);
        if (prepare == null && sources.size() > 1) {
            data.self()
                    .error(
                            "there are " + sources.size() + " sources and no 'prepare'",
                            "write a SQL file that makes one table of them: prepare: prepare.sql");
        }
        @Nullable String time = text("time");
        @Nullable String cluster = text("cluster");
        List<String> group =
                data.find("group").map(YamlValue::texts).orElse(cluster == null ? List.of() : List.of(cluster));
        LabelSpec label = data.require("label", "name the column to predict: label: {name: …}")
                .flatMap(value -> value.map(Shape.LABEL))
                .map(DataReader::label)
                .orElse(new LabelSpec("", null, null, TimeSpan.ZERO));
        SortedMap<String, String> exclude = exclude();
        if (exclude.containsKey(label.name())) {
            data.error("exclude", "the label '" + label.name() + "' is excluded", "take it out of 'exclude'");
        }
        return new DataSpec(
                sources,
                prepare,
                text("id"),
                time,
                cluster,
                group,
                exclude,
                named("features", value -> value.constant(FeatureKind.class)),
                label,
                split(time),
                data.find("contract").flatMap(DataReader::inside).orElse("contract.yaml"));
    }

    private @Nullable String text(String key) {
        return data.find(key).flatMap(YamlValue::text).orElse(null);
    }

    private <T> SortedMap<String, T> named(String key, Function<YamlValue, Optional<T>> read) {
        SortedMap<String, T> named = new TreeMap<>();
        data.find(key)
                .flatMap(YamlValue::names)
                .ifPresent(map ->
                        map.values().forEach((name, value) -> read.apply(value).ifPresent(v -> named.put(name, v))));
        return named;
    }

    /// Column → reason, or a plain list of columns.
    private SortedMap<String, String> exclude() {
        Optional<YamlValue> value = data.find("exclude");
        if (value.isPresent() && !value.orElseThrow().isMap()) {
            SortedMap<String, String> columns = new TreeMap<>();
            value.orElseThrow().texts().forEach(column -> columns.put(column, ""));
            return columns;
        }
        return named("exclude", YamlValue::text);
    }

    private SortedMap<String, SourceSpec> sources() {
        SortedMap<String, SourceSpec> sources = new TreeMap<>();
        Optional<YamlMap> map = data.require("sources", "name the files: sources: {sales: data/sales.csv}")
                .flatMap(YamlValue::names);
        map.ifPresent(named -> {
            if (named.values().isEmpty()) {
                named.self().error("there is no source", "name the files: sources: {sales: data/sales.csv}");
            }
            named.values().forEach((name, value) -> {
                if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,62}")) {
                    named.error(
                            name,
                            "a source is a table in SQL: '" + name + "' is no name for it",
                            "use letters, digits and _");
                }
                source(value).ifPresent(source -> sources.put(name, source));
            });
        });
        return sources;
    }

    private static Optional<SourceSpec> source(YamlValue value) {
        if (!value.isMap()) {
            return inside(value).map(path -> new SourceSpec(path, ReadOptions.NONE));
        }
        return value.map(Shape.SOURCE).flatMap(map -> {
            ReadOptions options = new ReadOptions(
                    map.find("format")
                            .flatMap(v -> v.word(List.of("csv", "tsv", "jsonl", "parquet")))
                            .map(FileKind::ofWord)
                            .orElse(null),
                    map.find("delimiter").flatMap(YamlValue::character).orElse(null),
                    map.find("quote").flatMap(YamlValue::character).orElse(null),
                    map.find("encoding").flatMap(DataReader::encoding).orElse(null),
                    map.find("decimal").flatMap(DataReader::decimal).orElse(null),
                    map.find("thousands").flatMap(YamlValue::character).orElse(null),
                    map.find("header").flatMap(YamlValue::flag).orElse(null),
                    map.find("columns").map(YamlValue::texts).orElse(List.of()),
                    map.find("missing").map(DataReader::spellings).orElse(null),
                    columns(map, "dates", YamlValue::text),
                    columns(map, "types", v -> v.constant(ColumnType.class)));
            return map.require("path", "name a file or a glob")
                    .flatMap(DataReader::inside)
                    .map(path -> new SourceSpec(path, options));
        });
    }

    /// The path of a file of the project as its files are named, `./a.csv` as `a.csv`: whoever runs it need not be the
    /// one who wrote it, nor at the same machine.
    private static Optional<String> inside(YamlValue value) {
        return value.text()
                .filter(path -> {
                    boolean outside = path.startsWith("/")
                            || path.startsWith("~")
                            || path.matches("[A-Za-z]:.*")
                            || List.of(path.split("[/\\\\]")).contains("..");
                    if (outside) {
                        value.error(
                                "'" + path + "' lies outside the project's folder",
                                "copy the file into it, and write its path from there on");
                    }
                    return !outside;
                })
                .map(path -> {
                    String plain = String.join(
                            "/",
                            Arrays.stream(path.split("/"))
                                    .filter(part -> !part.isEmpty() && !part.equals("."))
                                    .toList());
                    return plain.isEmpty() ? path : plain;
                });
    }

    private static <T> Map<String, T> columns(YamlMap map, String key, Function<YamlValue, Optional<T>> read) {
        Map<String, T> columns = new TreeMap<>();
        map.find(key)
                .flatMap(YamlValue::names)
                .ifPresent(named -> named.values()
                        .forEach((name, value) -> read.apply(value).ifPresent(v -> columns.put(name, v))));
        return columns;
    }

    /// Spellings of a missing value; the empty one among them is allowed.
    private static List<String> spellings(YamlValue value) {
        return value.items().stream()
                .map(item -> item.scalar().or(item::text))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> encoding(YamlValue value) {
        return value.text().flatMap(name -> {
            try {
                return Optional.of(Charset.forName(name).name().toLowerCase(java.util.Locale.ROOT));
            } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
                value.error("there is no encoding '" + name + "'", "such as utf-8, windows-1252, iso-8859-1, utf-16le");
                return Optional.empty();
            }
        });
    }

    private static Optional<Character> decimal(YamlValue value) {
        return value.character().filter(c -> {
            if (c != '.' && c != ',') {
                value.error("'decimal' should be \".\" or \",\"", "");
            }
            return c == '.' || c == ',';
        });
    }

    private static LabelSpec label(YamlMap map) {
        return new LabelSpec(
                map.require("name", "name the column to predict")
                        .flatMap(YamlValue::text)
                        .orElse(""),
                map.find("task").flatMap(value -> value.constant(Task.class)).orElse(null),
                map.find("positive").flatMap(YamlValue::text).orElse(null),
                map.find("arrives_after").flatMap(YamlValue::span).orElse(TimeSpan.ZERO));
    }

    private Split split(@Nullable String time) {
        Split standard = new Split.ByChance(0.2, 7);
        Optional<YamlMap> found = data.find("split").flatMap(value -> value.map(Shape.SPLIT));
        if (found.isEmpty()) {
            return standard;
        }
        YamlMap map = found.orElseThrow();
        String by = map.find("by")
                .map(value -> value.word(List.of("time", "random")).orElse(""))
                .orElse(map.find("holdout_from").isPresent() ? "time" : "random");
        return switch (by) {
            case "time" -> byTime(map, time);
            case "random" -> byChance(map);
            default -> standard;
        };
    }

    private static Split byTime(YamlMap map, @Nullable String time) {
        foreign(map, List.of("holdout", "seed"), "time");
        if (time == null) {
            map.self().error("a split by time needs the column of the time", "add time: COLUMN to 'data'");
        }
        LocalDateTime from = map.require("holdout_from", "the first day of the hold-out set")
                .flatMap(YamlValue::time)
                .orElse(LocalDateTime.MIN);
        @Nullable
        LocalDateTime until = map.find("holdout_until").flatMap(YamlValue::time).orElse(null);
        if (until != null && !until.isAfter(from)) {
            map.error(
                    "holdout_until",
                    "the hold-out set ends before it begins",
                    "holdout_until comes after holdout_from");
        }
        return new Split.ByTime(from, until);
    }

    private static Split byChance(YamlMap map) {
        foreign(map, List.of("holdout_from", "holdout_until"), "random");
        double holdout = map.find("holdout")
                .flatMap(value -> value.share().filter(share -> {
                    boolean fits = share > 0 && share < 1;
                    if (!fits) {
                        value.error("'holdout' should be a share between 0 and 1", "such as 0.2 or 20%");
                    }
                    return fits;
                }))
                .orElse(0.2);
        long seed = map.find("seed").flatMap(value -> value.whole(0)).orElse(7L);
        return new Split.ByChance(holdout, seed);
    }

    private static void foreign(YamlMap map, List<String> keys, String by) {
        for (String key : keys) {
            if (map.find(key).isPresent()) {
                map.error(key, "'" + key + "' means nothing in a split by " + by, "take it out, or change 'by'");
            }
        }
    }
}
