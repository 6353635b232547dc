package dev.trefoil.table.source;

/// One row that was not used.
///
/// @param line where the row begins in the file, from 1
/// @param reason why, in words
/// @param row the beginning of the row as it stands there
public record Refusal(String file, long line, String reason, String row) {
    private static final int SHOWN = 120;

    public Refusal {
        row = row.length() > SHOWN ? row.substring(0, SHOWN) + "…" : row;
    }
}
