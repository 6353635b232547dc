package dev.trefoil.core.predicate;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.Schema;
import java.util.BitSet;

/// A predicate that was checked against a schema and can be evaluated. Immutable and safe for use by many threads.
public final class RowTest {
    private final Predicate predicate;
    private final Schema schema;
    private final Check check;
    private final int[] used;

    RowTest(Predicate predicate, Schema schema, Check check) {
        this.predicate = predicate;
        this.schema = schema;
        this.check = check;
        this.used = predicate.fields().stream()
                .mapToInt(field -> schema.indexOf(field.path()))
                .distinct()
                .toArray();
    }

    public Predicate predicate() {
        return predicate;
    }

    /// The rows for which the predicate is true; those where it is unknown are not among them. The batch may hold
    /// other columns too, in any order; one that is needed and missing is an [IllegalArgumentException].
    public BitSet matching(ColumnBatch batch) {
        Cells.InBatch cells = new Cells.InBatch(schema, batch, used);
        BitSet rows = new BitSet(batch.rows());
        for (int row = 0; row < batch.rows(); row++) {
            if (check.holds(cells.at(row)) == Truth.TRUE) {
                rows.set(row);
            }
        }
        return rows;
    }

    /// The positions of the rows for which the predicate is true, ascending: what [ColumnBatch#pick] takes.
    public int[] rows(ColumnBatch batch) {
        return matching(batch).stream().toArray();
    }

    /// Whether the predicate holds for one row of a batch.
    public Truth evaluate(ColumnBatch batch, int row) {
        return check.holds(new Cells.InBatch(schema, batch, used).at(row));
    }

    /// Whether the predicate holds for these values. A value whose kind does not fit its column is an
    /// [IllegalArgumentException] that names it.
    public Truth evaluate(ValueSource values) {
        return check.holds(new Cells.InSource(schema, values));
    }

    /// Whether the predicate is true for these values.
    public boolean matches(ValueSource values) {
        return evaluate(values) == Truth.TRUE;
    }
}
