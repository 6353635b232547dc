package dev.trefoil.table.inspect;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Task;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Tables;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.csv.CsvFormat;
import dev.trefoil.table.csv.CsvPlan;
import dev.trefoil.table.csv.CsvReader;
import dev.trefoil.table.csv.CsvSniffer;
import dev.trefoil.table.source.FileKind;
import dev.trefoil.table.source.ReadOptions;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Source;
import dev.trefoil.table.source.SourceFiles;
import dev.trefoil.table.source.TableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Makes a project of a data file: looks at it, copies it into the project's folder, writes `trefoil.yaml`.
public final class NewProject {
    private static final String FILE = "trefoil.yaml";
    private static final String PREPARE = "prepare.sql";

    private NewProject() {}

    /// What was made.
    ///
    /// @param file the project file
    /// @param copied whether the data was copied into the folder (it is not when it lies there already)
    public record Made(Path file, boolean copied, Inspection found) {}

    /// Everything is looked at before anything is written; what cannot be read leaves the folder as it was.
    ///
    /// @param folder of the project; made when missing
    /// @param base what a relative `data` is relative to
    /// @param data path or glob
    /// @param label column to predict; where the data has no header also its number, from 1
    /// @param force whether a project file that is there is replaced
    public static Made make(Path folder, Path base, String data, String label, boolean force) {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new TableException(folder.toString(), "there is a file of this name", "name another folder");
        }
        if (Files.exists(target.resolve(FILE)) && !force) {
            throw new TableException(
                    folder + "/" + FILE,
                    "there is a project already",
                    "add --force to replace its file, or name another folder");
        }
        List<Path> files = SourceFiles.find(base, data);
        boolean inside =
                files.stream().allMatch(f -> f.toAbsolutePath().normalize().startsWith(target));
        Look look = look(new Source(name(data), base, data, ReadOptions.NONE), label);
        String path = inside
                ? target.relativize(base.resolve(data).toAbsolutePath().normalize())
                        .toString()
                : "data/" + Path.of(data).getFileName();
        String prepare = look.prepare().isEmpty() ? "" : free(target);
        String yaml = ProjectWriter.write(slug(target), path, look.format(), prepare, look.found(), look.mean());
        SequencedMap<String, String> written = new LinkedHashMap<>();
        if (!prepare.isEmpty()) {
            written.put(prepare, look.prepare());
        }
        written.put(FILE, yaml);
        write(target, inside ? List.of() : files, written);
        return new Made(folder.resolve(FILE), !inside, look.found());
    }

    /// What was seen in the data.
    ///
    /// @param prepare the query that the data needs; empty when it can be taken as it is
    /// @param mean of the label, NaN where it is no number
    private record Look(Inspection found, @Nullable CsvFormat format, String prepare, double mean) {}

    /// A name for the query that no file of the user's has.
    private static String free(Path folder) {
        return Files.exists(folder.resolve(PREPARE)) ? "prepare-label.sql" : PREPARE;
    }

    private static Look look(Source source, String label) {
        Thinning rows = new Thinning();
        CsvPlan plan = switch (source.kind()) {
            case CSV, TSV -> CsvSniffer.sniff(source, label);
            case JSONL, PARQUET -> null;
        };
        CsvFormat format = plan == null ? null : plan.format();
        ReadReport report = plan == null
                ? engineRows(source, rows)
                : CsvReader.read(plan, source.options().missing(), rows::add);
        if (rows.stride() > 1) {
            report = noted(report, "the table is big: one in " + rows.stride() + " blocks of 64 rows was looked at");
        }
        ColumnBatch batch = Tables.concatenate(rows.kept());
        String column = label;
        if (!batch.schema().contains(label) && format != null && !format.header() && label.matches("\\d{1,6}")) {
            column = "column" + Integer.parseInt(label);
        }
        String prepare = "";
        if (batch.schema().contains(column)) {
            LabelSpelling spelling = LabelSpelling.of(column, batch.column(column));
            if (spelling.differs()) {
                batch = spelling.joined(batch);
                report = noted(report, spelling.says());
                prepare = spelling.sql(source.name());
            }
        }
        Inspection found = Inspection.of(report, batch, column);
        return new Look(
                found, format, prepare, found.task() == Task.REGRESSION ? mean(batch.column(column)) : Double.NaN);
    }

    private static ReadReport noted(ReadReport report, String note) {
        List<String> notes = new ArrayList<>(report.notes());
        notes.add(note);
        return new ReadReport(report.source(), report.used(), report.refusals(), report.examples(), notes);
    }

    private static ReadReport engineRows(Source source, Thinning rows) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "."));
        try (Workspace workspace = Workspace.open(temporary, EngineLimits.USUAL)) {
            ReadReport report = workspace.add(source);
            workspace.scan(source.name(), List.of(), null, rows::add);
            return report;
        }
    }

    private static double mean(Column column) {
        double sum = 0;
        int n = 0;
        for (int row = 0; row < column.size(); row++) {
            double value = column.number(row);
            if (!Double.isNaN(value) && !Double.isInfinite(value)) {
                sum += value;
                n++;
            }
        }
        return sum / Math.max(1, n);
    }

    /// @param texts files to write, by name; the project file last
    private static void write(Path folder, List<Path> files, SequencedMap<String, String> texts) {
        try {
            Files.createDirectories(folder.resolve("data"));
            for (Path file : files) {
                Path part = folder.resolve("data/." + file.getFileName() + ".part");
                Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(
                        part,
                        folder.resolve("data").resolve(file.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Path part = folder.resolve("." + text.getKey() + ".part");
                Files.writeString(part, text.getValue());
                Files.move(
                        part,
                        folder.resolve(text.getKey()),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new TableException(
                    folder.toString(),
                    "the project cannot be written (" + e.getMessage() + ")",
                    "check folder and disk",
                    e);
        }
    }

    private static String name(String data) {
        FileKind.ofName(data);
        return ProjectWriter.table(data);
    }

    private static String slug(Path folder) {
        Path last = folder.getFileName();
        String name = last == null
                ? ""
                : last.toString()
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-+|-+$", "");
        return name.isEmpty() ? "project" : name;
    }
}
