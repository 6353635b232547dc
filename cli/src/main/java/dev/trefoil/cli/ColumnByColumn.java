package dev.trefoil.cli;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.drift.ColumnProfile;
import dev.trefoil.core.drift.CountedTexts;
import dev.trefoil.core.drift.DriftFinding;
import dev.trefoil.core.drift.DriftProfile;
import dev.trefoil.core.drift.ReferenceProfile;
import dev.trefoil.core.drift.WindowHistogram;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// Compares two Parquet files one column at a time, so that memory holds one column of each and not both tables.
final class ColumnByColumn implements AutoCloseable {
    private static final EngineLimits LIMITS = new EngineLimits(192L << 20, 2);

    private final Workspace workspace;
    private final Schema before;
    private final Schema after;

    private ColumnByColumn(Workspace workspace) {
        this.workspace = workspace;
        this.before = workspace.schema("reference");
        this.after = workspace.schema("current");
    }

    static ColumnByColumn open(@Nullable CommandSpec spec, Path reference, Path current) {
        Workspace workspace = Workspace.open(Path.of(System.getProperty("java.io.tmpdir", ".")), LIMITS);
        try {
            StatisticsCommand.tell(spec, workspace.addFeatures(Source.of("reference", reference)));
            StatisticsCommand.tell(spec, workspace.addFeatures(Source.of("current", current)));
        } catch (RuntimeException e) {
            workspace.close();
            throw e;
        }
        return new ColumnByColumn(workspace);
    }

    /// True for files of which one column can be read alone.
    static boolean fits(Path file) {
        return file.toString().endsWith(".parquet");
    }

    Schema schema() {
        return before;
    }

    long referenceRows() {
        return workspace.rows("reference", null);
    }

    long currentRows() {
        return workspace.rows("current", null);
    }

    DriftReport compare(DriftProfile by, List<String> names) {
        for (String name : names) {
            if (!after.contains(name)) {
                throw new IllegalArgumentException("current rows: " + after.unknown(name));
            }
        }
        return by == DriftProfile.TREFOIL ? frozen(names) : new DriftReport(each(by, names), List.of());
    }

    private List<DriftFinding> each(DriftProfile by, List<String> names) {
        List<DriftFinding> findings = new ArrayList<>();
        for (String name : names) {
            findings.addAll(by.compare(read("reference", name), read("current", name)));
        }
        return findings;
    }

    /// The rule judges all columns together, so the columns' slots are gathered first.
    private DriftReport frozen(List<String> names) {
        List<ColumnProfile> profiles = new ArrayList<>();
        List<long[]> counts = new ArrayList<>();
        for (String name : names) {
            WindowHistogram window = window(name);
            profiles.addAll(window.profile().columns());
            counts.add(window.counts());
        }
        long[] all = counts.stream().flatMapToLong(Arrays::stream).toArray();
        return DriftReport.of(WindowHistogram.of(new ReferenceProfile(profiles), all));
    }

    /// Categories are counted where they are read, which spares a text for each row.
    private WindowHistogram window(String name) {
        if (type("reference", name) == ColumnType.STRING && type("current", name) == ColumnType.STRING) {
            CountedTexts texts = counted("reference", name);
            if (texts.category()) {
                WindowHistogram window = new WindowHistogram(ReferenceProfile.of(name, texts));
                window.record(counted("current", name));
                return window;
            }
        }
        ColumnBatch before = read("reference", name);
        ColumnBatch after = read("current", name);
        DriftProfile.requireSameKinds(before, after);
        WindowHistogram window = new WindowHistogram(ReferenceProfile.of(before));
        window.record(after);
        return window;
    }

    private ColumnType type(String table, String name) {
        Schema schema = table.equals("reference") ? before : after;
        return schema.columns().get(schema.indexOf(name)).type();
    }

    private CountedTexts counted(String table, String name) {
        ColumnBatch counted = workspace.count(table, name);
        @Nullable String[] texts = new String[counted.rows()];
        long[] counts = new long[texts.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = counted.column(0).text(i);
            counts[i] = (long) counted.column(1).number(i);
        }
        return new CountedTexts(texts, counts);
    }

    private ColumnBatch read(String table, String name) {
        return workspace.read(table, List.of(name), null);
    }

    @Override
    public void close() {
        workspace.close();
    }
}
