package dev.trefoil.core.slice;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Rows by numbered traits. In each column a row has one trait or none; traits are numbered over all columns,
/// those of the first column first.
public final class CodedRows {
    private final int rows;
    private final int columns;
    /// Row by row: the trait in each column, −1 for none.
    private final int[] traits;

    private final int[] columnOf;

    private CodedRows(int rows, int columns, int[] traits, int[] columnOf) {
        this.rows = rows;
        this.columns = columns;
        this.traits = traits;
        this.columnOf = columnOf;
    }

    /// @param codes for each column, the code of each row: 0, 1, 2 …; anything negative for none
    public static CodedRows of(int rows, List<int[]> codes) {
        int columns = codes.size();
        int[] first = new int[columns + 1];
        for (int c = 0; c < columns; c++) {
            if (codes.get(c).length != rows) {
                throw new IllegalArgumentException(
                        "column " + c + " has " + codes.get(c).length + " codes for " + rows + " rows");
            }
            first[c + 1] = first[c] + Arrays.stream(codes.get(c)).max().orElse(-1) + 1;
        }
        int[] columnOf = new int[first[columns]];
        int[] traits = new int[Math.multiplyExact(rows, columns)];
        for (int c = 0; c < columns; c++) {
            Arrays.fill(columnOf, first[c], first[c + 1], c);
            int[] column = codes.get(c);
            for (int row = 0; row < rows; row++) {
                traits[row * columns + c] = column[row] < 0 ? -1 : first[c] + column[row];
            }
        }
        return new CodedRows(rows, columns, traits, columnOf);
    }

    public int rows() {
        return rows;
    }

    /// How many traits there are.
    public int traits() {
        return columnOf.length;
    }

    /// These rows only, in this order, under the same numbers.
    public CodedRows pick(int[] positions) {
        int[] picked = new int[positions.length * columns];
        for (int i = 0; i < positions.length; i++) {
            System.arraycopy(traits, positions[i] * columns, picked, i * columns, columns);
        }
        return new CodedRows(positions.length, columns, picked, columnOf);
    }

    /// The rows that have all these traits.
    public BitSet matching(List<Integer> wanted) {
        BitSet matching = new BitSet(rows);
        for (int row = 0; row < rows; row++) {
            boolean all = true;
            for (int trait : wanted) {
                all &= traits[row * columns + columnOf[trait]] == trait;
            }
            matching.set(row, all);
        }
        return matching;
    }

    int columns() {
        return columns;
    }

    int columnOf(int trait) {
        return columnOf[trait];
    }

    /// The trait of a row in a column; −1 for none.
    int trait(int row, int column) {
        return traits[row * columns + column];
    }
}
