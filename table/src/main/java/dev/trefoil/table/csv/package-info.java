/// Delimited text as people really export it: found out ([dev.trefoil.table.csv.CsvSniffer]), then read row by row
/// with every refusal named ([dev.trefoil.table.csv.CsvReader]).
@NullMarked
package dev.trefoil.table.csv;

import org.jspecify.annotations.NullMarked;
