package dev.trefoil.platform.prediction;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.digest.DigestBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes out of captured rows what the charter says shall not be kept.
final class Redaction {
    private static final int HASH_DIGITS = 16;

    private Redaction() {}

    static ColumnBatch apply(ColumnBatch rows, CaptureRules rules, String salt) {
        if (rules.exclude().isEmpty() && rules.hash().isEmpty()) {
            return rows;
        }
        List<ColumnSpec> specs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < rows.schema().size(); c++) {
            String name = rows.schema().columns().get(c).name();
            if (rules.exclude().contains(name)) {
                continue;
            }
            Column column = rows.column(c);
            if (rules.hash().contains(name)) {
                column = hashed(column, salt);
            }
            specs.add(new ColumnSpec(name, column.type()));
            columns.add(column);
        }
        return new ColumnBatch(new Schema(specs), columns, rows.rows());
    }

    private static Column hashed(Column column, String salt) {
        @Nullable String[] hashes = new @Nullable String[column.size()];
        for (int r = 0; r < hashes.length; r++) {
            String text = column.text(r);
            hashes[r] = text == null
                    ? null
                    : new DigestBuilder().add(salt).add(text).build().hex().substring(0, HASH_DIGITS);
        }
        StringColumn hashed = new StringColumn(hashes);
        assert hashed.type() == ColumnType.STRING;
        return hashed;
    }
}
