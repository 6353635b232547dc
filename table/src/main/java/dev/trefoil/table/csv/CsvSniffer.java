package dev.trefoil.table.csv;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.table.source.ReadOptions;
import dev.trefoil.table.source.Source;
import dev.trefoil.table.source.TableException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Finds out how delimited text is written: encoding, delimiter, quote, header, decimal sign, times, missing values
/// and the type of each column. What somebody said in the options is taken as said. Types come from all rows, so
/// the same files always give the same plan.
public final class CsvSniffer {
    private static final int SAMPLE = 1 << 18;

    private final Source source;
    private final @Nullable String expected;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<CsvLayout> layouts = new ArrayList<>();

    private CsvSniffer(Source source, @Nullable String expected) {
        this.source = source;
        this.expected = expected;
    }

    /// Looks at all files of the source.
    ///
    /// @param expected a column that must be there, which helps to tell a header from data; or null
    public static CsvPlan sniff(Source source, @Nullable String expected) {
        return new CsvSniffer(source, expected).plan();
    }

    private CsvPlan plan() {
        ReadOptions options = source.options();
        List<Path> files = source.files();
        TextEncoding first = TextEncoding.detect(files.getFirst(), options.encoding());
        String sample = sample(files.getFirst(), first);
        Character delimiter = switch (source.kind()) {
            case TSV -> options.delimiter() == null ? Character.valueOf('\t') : options.delimiter();
            case CSV, JSONL, PARQUET -> options.delimiter();
        };
        CsvDialect dialect = DialectSniffer.sniff(sample, delimiter, options.quote());
        boolean header = false;
        for (Path file : files) {
            TextEncoding encoding =
                    file.equals(files.getFirst()) ? first : TextEncoding.detect(file, options.encoding());
            header = lay(file, encoding, dialect) || header;
        }
        List<ColumnTally> tallies = tally(dialect, ColumnTally.lower(options.missing()));
        char decimal = decimal(tallies, dialect);
        boolean dayFirst = decimal == ',' || dialect.delimiter() == ';';
        Map<String, Long> missing = new TreeMap<>();
        List<CsvFormat.Column> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            tallies.get(i).missingFound().forEach((word, count) -> missing.merge(word, count, Long::sum));
            columns.add(column(names.get(i), tallies.get(i), decimal, dayFirst, missing));
        }
        refuseUnknownNames();
        CsvFormat format = new CsvFormat(
                dialect,
                first.charset().name().toLowerCase(Locale.ROOT),
                header,
                decimal,
                tallies.stream().anyMatch(ColumnTally::hasGroups),
                columns,
                missing,
                notes);
        return new CsvPlan(source.name(), format, layouts);
    }

    private CsvFormat.Column column(
            String name, ColumnTally tally, char decimal, boolean dayFirst, Map<String, Long> missing) {
        ReadOptions options = source.options();
        ColumnType type = options.types().get(name);
        String pattern = options.dates().get(name);
        if (pattern != null) {
            boolean timed = TimePattern.of(pattern).timed();
            return new CsvFormat.Column(
                    name, type != null ? type : timed ? ColumnType.TIMESTAMP : ColumnType.DATE, pattern, Set.of());
        }
        ColumnTally.Decision decision = tally.decide(name, decimal, dayFirst);
        if (type != null && type != decision.type()) {
            if (type.temporal()) {
                pattern = tally.bestPattern(dayFirst);
                if (pattern == null) {
                    throw new TableException(
                            source.path(), "no value of column '" + name + "' is a time", "correct data.sources…types");
                }
            }
            return new CsvFormat.Column(name, type, pattern, Set.of());
        }
        if (decision.rival() != null) {
            notes.add("column '" + name + "' is read as " + decision.pattern() + "; its values would fit "
                    + decision.rival() + " as well");
        }
        decision.missing().forEach((word, count) -> {
            missing.merge(word, count, Long::sum);
            notes.add("'" + word + "' (" + count + " times) means missing in column '" + name + "'");
        });
        Set<String> holes = ColumnTally.lower(decision.missing().keySet());
        return new CsvFormat.Column(name, decision.type(), decision.pattern(), holes == null ? Set.of() : holes);
    }

    private boolean lay(Path file, TextEncoding encoding, CsvDialect dialect) {
        List<String[]> rows = DialectSniffer.rows(sample(file, encoding), dialect);
        String name = file.getFileName().toString();
        if (rows.isEmpty()) {
            throw new TableException(name, "there is no row in it", "export it again");
        }
        ReadOptions options = source.options();
        CsvHeader header = CsvHeader.of(rows, options.header(), options.columns(), expected);
        if (header.skip() >= rows.size()) {
            throw new TableException(
                    name, "it has a header (line " + header.skip() + ") and no row of data", "export it again");
        }
        boolean sole = layouts.isEmpty();
        header.notes().forEach(note -> notes.add(sole ? note : name + ": " + note));
        if (!encoding.charset().name().equals("UTF-8")) {
            notes.add((sole ? "" : name + ": ") + "encoding " + encoding.charset() + " (" + encoding.evidence() + ")");
        }
        List<Integer> targets = new ArrayList<>();
        for (String column : header.names()) {
            targets.add(column.isEmpty() ? -1 : position(column, sole ? null : name));
        }
        for (String column : names) {
            if (!header.names().contains(column)) {
                notes.add(name + ": there is no column '" + column + "'; its values are missing");
            }
        }
        layouts.add(new CsvLayout(file, encoding, header.skip(), header.names().size(), targets));
        return header.header();
    }

    private int position(String column, @Nullable String laterFile) {
        Integer known = positions.get(column);
        if (known != null) {
            return known;
        }
        if (laterFile != null) {
            notes.add("column '" + column + "' begins with " + laterFile + "; it is missing in the files before");
        }
        positions.put(column, names.size());
        names.add(column);
        return names.size() - 1;
    }

    private List<ColumnTally> tally(CsvDialect dialect, @Nullable Set<String> missing) {
        List<ColumnTally> tallies = new ArrayList<>();
        names.forEach(_ -> tallies.add(new ColumnTally(missing)));
        for (CsvLayout layout : layouts) {
            CsvReader.each(layout, dialect, (row, refusal) -> {
                if (refusal == null) {
                    for (int i = 0; i < layout.fields(); i++) {
                        int target = layout.targets().get(i);
                        if (target >= 0) {
                            tallies.get(target).add(row.field(i));
                        }
                    }
                }
            });
        }
        return tallies;
    }

    /// As stated; else the one of point and comma that does not group; else what most columns of numbers show.
    private char decimal(List<ColumnTally> tallies, CsvDialect dialect) {
        Character stated = source.options().decimal();
        Character groups = source.options().thousands();
        if (stated != null) {
            return stated;
        }
        if (groups != null && (groups == '.' || groups == ',')) {
            return groups == '.' ? ',' : '.';
        }
        int points = 0;
        int commas = 0;
        boolean ambiguous = false;
        for (ColumnTally tally : tallies) {
            char vote = tally.decimalVote();
            points += vote == '.' ? 1 : 0;
            commas += vote == ',' ? 1 : 0;
            ambiguous |= tally.ambiguousDecimal();
        }
        boolean semicolons = dialect.delimiter() == ';';
        boolean comma = commas > points || commas == points && semicolons && (commas > 0 || ambiguous);
        return comma ? ',' : '.';
    }

    private void refuseUnknownNames() {
        List<String> told = new ArrayList<>(source.options().dates().keySet());
        told.addAll(source.options().types().keySet());
        for (String name : told) {
            if (!names.contains(name)) {
                throw new TableException(
                        source.path(), "there is no column '" + name + "' to give a type", "there are " + names);
            }
        }
    }

    private static String sample(Path file, TextEncoding encoding) {
        char[] text = new char[SAMPLE];
        int length = 0;
        try (Reader reader = encoding.reader(file)) {
            for (int read = reader.read(text, 0, SAMPLE); read > 0; read = reader.read(text, length, SAMPLE - length)) {
                length += read;
            }
        } catch (IOException e) {
            throw TextEncoding.problem(file, e);
        }
        String whole = new String(text, 0, length);
        if (length < SAMPLE) {
            return whole;
        }
        int end = whole.lastIndexOf('\n');
        return end > 0 ? whole.substring(0, end + 1) : whole;
    }
}
