package dev.trefoil.core.drift;

/// The values of a row that are not 0, with their columns.
final class SparseRow {
    final int[] columns;
    final double[] values;

    SparseRow(int[] columns, double[] values) {
        this.columns = columns;
        this.values = values;
    }
}
