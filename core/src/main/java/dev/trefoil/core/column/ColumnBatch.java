package dev.trefoil.core.column;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows held column by column: the shape in which data is read, encoded, scored, judged and captured.
/// Immutable as long as nobody changes the arrays behind its columns.
public final class ColumnBatch {
    private final Schema schema;
    private final List<Column> columns;
    private final int rows;

    /// All columns must have the types of the schema and the same length.
    public ColumnBatch(Schema schema, List<? extends Column> columns) {
        this(schema, columns, columns.isEmpty() ? 0 : columns.getFirst().size());
    }

    /// As above, with the number of rows said, so that a batch without columns can have rows.
    public ColumnBatch(Schema schema, List<? extends Column> columns, int rows) {
        if (schema.size() != columns.size()) {
            throw new IllegalArgumentException(schema.size() + " names for " + columns.size() + " columns");
        }
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).size() != rows) {
                throw new IllegalArgumentException(
                        "column '" + schema.columns().get(i).name() + "' has "
                                + columns.get(i).size() + " rows, not " + rows);
            }
            if (columns.get(i).type() != schema.columns().get(i).type()) {
                throw new IllegalArgumentException(
                        "column '" + schema.columns().get(i).name() + "' is "
                                + columns.get(i).type() + ", the schema says "
                                + schema.columns().get(i).type());
            }
        }
        this.schema = schema;
        this.columns = List.copyOf(columns);
        this.rows = rows;
    }

    public Schema schema() {
        return schema;
    }

    public int rows() {
        return rows;
    }

    public List<Column> columns() {
        return columns;
    }

    public Column column(int index) {
        return columns.get(index);
    }

    /// The column of this name; [IllegalArgumentException] when there is none.
    public Column column(String name) {
        int at = schema.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(schema.unknown(name));
        }
        return columns.get(at);
    }

    public Optional<Column> find(String name) {
        int at = schema.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(columns.get(at));
    }

    /// The rows at these positions, in this order.
    public ColumnBatch pick(int[] positions) {
        List<Column> picked = new ArrayList<>(columns.size());
        for (Column column : columns) {
            picked.add(column.pick(positions));
        }
        return new ColumnBatch(schema, picked, positions.length);
    }

    /// These columns, in this order; an unknown name is an [IllegalArgumentException].
    public ColumnBatch select(List<String> names) {
        List<ColumnSpec> specs = new ArrayList<>(names.size());
        List<Column> picked = new ArrayList<>(names.size());
        for (String name : names) {
            Column column = column(name);
            specs.add(new ColumnSpec(name, column.type()));
            picked.add(column);
        }
        return new ColumnBatch(new Schema(specs), picked, rows);
    }

    /// This batch with one more column at the end.
    public ColumnBatch with(String name, Column column) {
        List<ColumnSpec> specs = new ArrayList<>(schema.columns());
        List<Column> more = new ArrayList<>(columns);
        specs.add(new ColumnSpec(name, column.type()));
        more.add(column);
        return new ColumnBatch(new Schema(specs), more, rows);
    }
}
