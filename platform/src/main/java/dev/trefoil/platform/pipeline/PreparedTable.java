package dev.trefoil.platform.pipeline;

import dev.trefoil.platform.data.DatasetVersion;
import java.nio.file.Path;

/// The prepared table of a trip.
///
/// @param file Parquet on this machine
/// @param reused whether an earlier trip had prepared it
/// @param contract what was found when it was held against the contract
record PreparedTable(DatasetVersion version, Path file, boolean reused, DataContracts.Checked contract) {}
