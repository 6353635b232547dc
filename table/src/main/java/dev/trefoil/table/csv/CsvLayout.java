package dev.trefoil.table.csv;

import java.nio.file.Path;
import java.util.List;

/// Where the fields of one file go.
///
/// @param skip rows before the first row of data (title lines, header)
/// @param fields how many fields a row has
/// @param targets for each field the position of its column in the table, or −1 where it is dropped
record CsvLayout(Path file, TextEncoding encoding, int skip, int fields, List<Integer> targets) {
    CsvLayout {
        targets = List.copyOf(targets);
    }
}
