package dev.trefoil.table;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.table.csv.CsvPlan;
import dev.trefoil.table.csv.CsvReader;
import dev.trefoil.table.csv.CsvSniffer;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Refusal;
import dev.trefoil.table.source.Source;
import dev.trefoil.table.source.TableException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Makes a source a table or view of the engine. Parquet is read where it lies; text is read once.
final class SourceLoader {
    private static final int EXAMPLES = 3;

    private final Engine engine;
    private final boolean featuresOnly;
    private List<Path> readLater = List.of();

    /// @param featuresOnly leaves out and notes columns that are no feature, such as BLOB
    SourceLoader(Engine engine, boolean featuresOnly) {
        this.engine = engine;
        this.featuresOnly = featuresOnly;
    }

    /// The files that queries will read, as nothing was copied.
    List<Path> readLater() {
        return readLater;
    }

    ReadReport load(Source source) throws SQLException {
        return switch (source.kind()) {
            case PARQUET -> parquet(source);
            case JSONL -> jsonLines(source);
            case CSV, TSV -> delimited(source);
        };
    }

    private ReadReport parquet(Source source) throws SQLException {
        List<Path> files = files(source);
        String name = Relation.quoted(source.name());
        String from = " FROM read_parquet([" + list(files) + "], union_by_name = true)";
        List<String> odd = featuresOnly ? Relation.unreadable(engine.connection(), "SELECT *" + from) : List.of();
        String without = odd.isEmpty()
                ? ""
                : odd.stream().map(Relation::quoted).collect(Collectors.joining(", ", " EXCLUDE (", ")"));
        engine.run("CREATE VIEW " + name + " AS SELECT *" + without + from);
        readLater = files;
        return new ReadReport(
                source.name(),
                engine.count("SELECT count(*) FROM " + name),
                Map.of(),
                List.of(),
                odd.stream()
                        .map(column -> "column '" + column
                                + "' holds neither numbers, truths, times nor texts, and is left out")
                        .toList());
    }

    /// A line that is no JSON object is refused; the others make the table.
    private ReadReport jsonLines(Source source) throws SQLException {
        List<Path> files = files(source);
        engine.run("CREATE TEMP TABLE json_lines (file VARCHAR, line BIGINT, text VARCHAR)");
        for (Path file : files) {
            engine.run("INSERT INTO json_lines SELECT "
                    + Relation.literal(file.getFileName().toString())
                    + ", row_number() OVER (), text FROM read_csv(" + Relation.literal(file.toString())
                    + ", columns = {'text': 'VARCHAR'}, header = false, delim = '\\x01', quote = '', escape = '',"
                    + " auto_detect = false, null_padding = false, max_line_size = 16777216)");
        }
        String good = "CASE WHEN json_valid(text) THEN json_type(text) = 'OBJECT' ELSE false END";
        String bad = "trim(coalesce(text, '')) <> '' AND NOT coalesce(" + good + ", false)";
        long refused = engine.count("SELECT count(*) FROM json_lines WHERE " + bad);
        List<Refusal> examples = new ArrayList<>();
        try (Statement statement = engine.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT file, line, text FROM json_lines WHERE " + bad
                        + " ORDER BY file, line LIMIT " + EXAMPLES)) {
            while (rows.next()) {
                examples.add(new Refusal(rows.getString(1), rows.getLong(2), "no JSON object", rows.getString(3)));
            }
        }
        Path clean = engine.scratch().resolve(source.name() + ".clean.jsonl");
        if (engine.count("SELECT count(*) FROM json_lines WHERE " + good) == 0) {
            throw new TableException(
                    source.path() + ", line 1", "there is no JSON object in it", "write one object a line");
        }
        List<Path> readable = files;
        if (refused > 0) {
            engine.run("COPY (SELECT text FROM json_lines WHERE " + good + ") TO " + Relation.literal(clean.toString())
                    + " (FORMAT csv, HEADER false, DELIMITER '\\x01', QUOTE '', ESCAPE '')");
            readable = List.of(clean);
        }
        engine.run("DROP TABLE json_lines");
        String name = Relation.quoted(source.name());
        engine.run("CREATE TABLE " + name + " AS SELECT * FROM read_json([" + list(readable)
                + "], format = 'newline_delimited', union_by_name = true, sample_size = -1)");
        long used = engine.count("SELECT count(*) FROM " + name);
        return new ReadReport(
                source.name(), used, refused == 0 ? Map.of() : Map.of("no JSON object", refused), examples, List.of());
    }

    private ReadReport delimited(Source source) throws SQLException {
        CsvPlan plan = CsvSniffer.sniff(source, null);
        TableWriter.load(
                engine, source.name(), Concatenation.empty(plan.format().schema()));
        return CsvReader.read(plan, source.options().missing(), batch -> append(source, batch));
    }

    private void append(Source source, ColumnBatch batch) {
        try {
            TableWriter.append(engine, source.name(), batch);
        } catch (SQLException e) {
            throw EngineProblem.of(source.path(), e);
        }
    }

    private static List<Path> files(Source source) {
        return source.files().stream().map(f -> f.toAbsolutePath().normalize()).toList();
    }

    private static String list(List<Path> files) {
        return String.join(
                ", ", files.stream().map(f -> Relation.literal(f.toString())).toList());
    }
}
