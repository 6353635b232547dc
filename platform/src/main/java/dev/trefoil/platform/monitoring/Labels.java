package dev.trefoil.platform.monitoring;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.signature.Task;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The words of truth as callers send them, spelled as the classes of the target are.
final class Labels {
    private Labels() {}

    static ColumnBatch spelled(ColumnBatch rows, Target target) {
        if (target.task() == Task.REGRESSION) {
            return rows;
        }
        Column given = rows.column(target.column());
        @Nullable String[] words = new @Nullable String[given.size()];
        for (int r = 0; r < words.length; r++) {
            String text = given.text(r);
            words[r] = text == null ? null : LiveRows.spelled(text, target.classes());
        }
        List<ColumnSpec> specs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < rows.schema().size(); c++) {
            ColumnSpec spec = rows.schema().columns().get(c);
            boolean label = spec.name().equals(target.column());
            Column column = label ? new StringColumn(words) : rows.column(c);
            specs.add(new ColumnSpec(spec.name(), column.type()));
            columns.add(column);
        }
        return new ColumnBatch(new Schema(specs), columns, rows.rows());
    }
}
