package dev.trefoil.cli;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.drift.ColumnProfile;
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

/// Compares two Parquet files one column at a time, so that memory holds one column of each and not both tables.
final class ColumnByColumn implements AutoCloseable {
    private static final EngineLimits LIMITS = new EngineLimits(192L << 20, 2);

    private final Workspace workspace;

    private ColumnByColumn(Workspace workspace) {
        this.workspace = workspace;
    }

    static ColumnByColumn open(Path reference, Path current) {
        Workspace workspace = Workspace.open(Path.of(System.getProperty("java.io.tmpdir", ".")), LIMITS);
        try {
            workspace.add(Source.of("reference", reference));
            workspace.add(Source.of("current", current));
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
        return workspace.schema("reference");
    }

    long referenceRows() {
        return workspace.rows("reference", null);
    }

    long currentRows() {
        return workspace.rows("current", null);
    }

    DriftReport compare(DriftProfile by, List<String> names) {
        List<String> known = workspace.schema("current").columns().stream()
                .map(ColumnSpec::name)
                .toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "there is no column '" + name + "' in the current rows; there are " + known);
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
            ColumnBatch before = read("reference", name);
            ColumnBatch after = read("current", name);
            DriftProfile.requireSameKinds(before, after);
            ReferenceProfile one = ReferenceProfile.of(before);
            WindowHistogram window = new WindowHistogram(one);
            window.record(after);
            profiles.addAll(one.columns());
            counts.add(window.counts());
        }
        long[] all = counts.stream().flatMapToLong(Arrays::stream).toArray();
        return DriftReport.of(WindowHistogram.of(new ReferenceProfile(profiles), all));
    }

    private ColumnBatch read(String table, String name) {
        return workspace.read(table, List.of(name), null);
    }

    @Override
    public void close() {
        workspace.close();
    }
}
