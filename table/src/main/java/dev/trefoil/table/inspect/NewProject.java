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
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Makes a project of a data file: looks at it, copies it into the project's folder, writes `trefoil.yaml`.
public final class NewProject {
    private static final String FILE = "trefoil.yaml";

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
        String yaml = ProjectWriter.write(slug(target), path, look.format(), look.found(), look.mean());
        write(target, inside ? List.of() : files, yaml);
        return new Made(folder.resolve(FILE), !inside, look.found());
    }

    /// What was seen in the data.
    ///
    /// @param mean of the label, NaN where it is no number
    private record Look(Inspection found, @Nullable CsvFormat format, double mean) {}

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
            List<String> notes = new ArrayList<>(report.notes());
            notes.add("the table is big: one in " + rows.stride() + " blocks of 64 rows was looked at");
            report = new ReadReport(report.source(), report.used(), report.refusals(), report.examples(), notes);
        }
        ColumnBatch batch = Tables.concatenate(rows.kept());
        String column = label;
        if (!batch.schema().contains(label) && format != null && !format.header() && label.matches("\\d{1,6}")) {
            column = "column" + Integer.parseInt(label);
        }
        Inspection found = Inspection.of(report, batch, column);
        return new Look(found, format, found.task() == Task.REGRESSION ? mean(batch.column(column)) : Double.NaN);
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

    private static void write(Path folder, List<Path> files, String yaml) {
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
            Path part = folder.resolve("." + FILE + ".part");
            Files.writeString(part, yaml);
            Files.move(part, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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
