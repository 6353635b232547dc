package dev.trefoil.platform.data;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.digest.Digest;
import java.time.Instant;
import java.util.List;

/// A prepared table as it was at one time. The same content has the same digest, whoever prepared it.
///
/// @param digest over schema and values
/// @param number 1, 2, 3, … within the project
/// @param origin how it came about: `prepared`, or `served` for rows captured at an endpoint
/// @param content what else is known of it
public record DatasetVersion(
        String project, Digest digest, long number, String origin, Content content, long rows, Instant createdAt) {
    /// @param file Parquet of the table in the artifact store
    /// @param columns names and types, in order
    /// @param sources name of each source and the digest of its files
    /// @param read rows read from the sources
    /// @param refused rows of the sources that could not be used
    /// @param profile JSON of the profile in the artifact store; empty when there is none
    /// @param anomalies what differs from the contract, one sentence each
    /// @param millis time it took to prepare
    public record Content(
            String file,
            List<ColumnSpec> columns,
            List<SourceDigest> sources,
            long read,
            long refused,
            String profile,
            List<String> anomalies,
            long millis) {}

    /// @param name name in the project file
    /// @param digest over the content of its files
    public record SourceDigest(String name, String digest) {}

    public DatasetVersion {
        if (rows < 0) {
            throw new IllegalArgumentException("rows: " + rows);
        }
    }
}
