package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.profile.Anomaly;
import dev.trefoil.table.profile.Contract;
import dev.trefoil.table.profile.ContractCheck;
import dev.trefoil.table.profile.ContractFile;
import dev.trefoil.table.profile.ContractInference;
import dev.trefoil.table.profile.Profiler;
import dev.trefoil.table.profile.TableProfile;
import dev.trefoil.table.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/// The contract of the prepared table: inferred the first time, checked every time after.
final class DataContracts {
    /// @param inferred whether there was no contract yet, and one was made of this table
    /// @param anomalies what differs from the contract, one sentence each; empty when it was inferred
    record Checked(boolean inferred, List<String> anomalies) {
        Checked {
            anomalies = List.copyOf(anomalies);
        }
    }

    private static final int MANY_COLUMNS = 200;
    private static final long MOST_CELLS = 5_000_000;

    private final Path scratch;

    DataContracts(Path scratch) {
        this.scratch = scratch;
    }

    TableProfile profile(Path table) {
        try (Workspace workspace = Workspace.open(scratch, EngineLimits.USUAL)) {
            workspace.add(Source.of("prepared", table));
            long columns = workspace.schema("prepared").size();
            if (columns < MANY_COLUMNS || columns * workspace.rows("prepared", null) > MOST_CELLS) {
                return Profiler.profile(workspace, "prepared");
            }
            return profile(workspace.read("prepared", List.of(), null));
        }
    }

    /// A file's columns are all looked up anew for each query, of which a profile asks one a column.
    private TableProfile profile(ColumnBatch table) {
        try (Workspace memory = Workspace.open(scratch, EngineLimits.USUAL)) {
            memory.add("prepared", table);
            return Profiler.profile(memory, "prepared");
        }
    }

    /// The contract is written into the trip's folder where there is none.
    ///
    /// @param table Parquet of the prepared table
    /// @param profile of it; asked for only when a contract is inferred
    Checked check(Trip trip, Path table, Supplier<TableProfile> profile) {
        Path file = trip.folder().resolve(trip.charter().data().contract()).normalize();
        try (Workspace workspace = Workspace.open(scratch, EngineLimits.USUAL)) {
            workspace.add(Source.of("prepared", table));
            if (Files.isRegularFile(file)) {
                List<Anomaly> anomalies = ContractCheck.check(workspace, "prepared", ContractFile.read(file));
                return new Checked(
                        false, anomalies.stream().map(Anomaly::sentence).toList());
            }
            Contract contract = ContractInference.infer(
                    workspace, "prepared", profile.get(), trip.charter().data().time());
            ContractFile.write(contract, trip.project(), file);
            return new Checked(true, List.of());
        }
    }
}
