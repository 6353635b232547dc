package dev.trefoil.platform.pipeline;

import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Prepared;
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

/// The contract of the prepared table: inferred the first time, checked every time after.
final class DataContracts {
    /// @param anomalies what differs from the contract, one sentence each; empty the first time
    record Checked(TableProfile profile, List<String> anomalies) {}

    Checked check(Trip trip, Prepared prepared, Path scratch) {
        Path file = trip.folder().resolve(trip.charter().data().contract()).normalize();
        try (Workspace workspace = Workspace.open(scratch, EngineLimits.USUAL)) {
            workspace.add(Source.of("prepared", prepared.file()));
            TableProfile profile = Profiler.profile(workspace, "prepared");
            if (Files.isRegularFile(file)) {
                List<Anomaly> anomalies = ContractCheck.check(workspace, "prepared", ContractFile.read(file));
                return new Checked(
                        profile, anomalies.stream().map(Anomaly::sentence).toList());
            }
            Contract contract = ContractInference.infer(
                    workspace, "prepared", profile, trip.charter().data().time());
            ContractFile.write(contract, trip.project(), file);
            return new Checked(profile, List.of());
        }
    }
}
