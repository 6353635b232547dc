package dev.trefoil.table.csv;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.Schema;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Refusal;
import dev.trefoil.table.source.TableException;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads what a [CsvPlan] describes. Every row is either used or refused with a reason; a refused row hurts no
/// other.
public final class CsvReader {
    private static final int CELLS_AT_ONCE = 1 << 20;

    private final CsvPlan plan;
    private final @Nullable Set<String> stated;
    private final Refusals refusals = new Refusals();
    private final List<CellBuilder> builders = new ArrayList<>();
    private final int block;
    private int held;
    private long used;

    private CsvReader(CsvPlan plan, @Nullable List<String> missing) {
        this.plan = plan;
        this.stated = ColumnTally.lower(missing);
        int columns = plan.format().columns().size();
        block = Math.max(256, Math.min(1 << 16, CELLS_AT_ONCE / Math.max(1, columns)));
        for (CsvFormat.Column column : plan.format().columns()) {
            builders.add(new CellBuilder(column, plan.format().decimal(), stated, block));
        }
    }

    /// Gives the rows in batches, in the order of the files.
    ///
    /// @param missing the spellings of a missing value that the source's options state, or null
    public static ReadReport read(CsvPlan plan, @Nullable List<String> missing, Consumer<ColumnBatch> each) {
        CsvReader reader = new CsvReader(plan, missing);
        for (CsvLayout layout : plan.layouts()) {
            reader.read(layout, each);
        }
        reader.flush(each);
        ReadReport report = new ReadReport(
                plan.source(),
                reader.used,
                reader.refusals.counts(),
                reader.refusals.examples(),
                plan.format().notes());
        if (report.used() == 0) {
            Refusal first = report.examples().isEmpty()
                    ? new Refusal(plan.source(), 1, "no rows", "")
                    : report.examples().getFirst();
            throw new TableException(
                    first.file() + ", line " + first.line(),
                    "none of the " + report.read() + " rows can be used: " + first.reason(),
                    "say delimiter, quote or types of this source in trefoil.yaml");
        }
        return report;
    }

    /// What is done with a row: `refusal` is null, or why it has no fields to use.
    @FunctionalInterface
    interface RowVisitor {
        void visit(CsvRows row, @Nullable String refusal);
    }

    /// Goes through the rows of data of one file.
    static void each(CsvLayout layout, CsvDialect dialect, RowVisitor visitor) {
        try (Reader text = layout.encoding().reader(layout.file())) {
            CsvRows rows = new CsvRows(text, dialect);
            for (int i = 0; i < layout.skip(); i++) {
                rows.next();
            }
            while (rows.next()) {
                visitor.visit(rows, refusal(rows, layout));
            }
        } catch (IOException e) {
            throw TextEncoding.problem(layout.file(), e);
        }
    }

    private static @Nullable String refusal(CsvRows row, CsvLayout layout) {
        if (row.hasOpenQuote()) {
            return "a quote is opened and never closed";
        }
        int fields = layout.fields();
        if (row.size() != fields
                && !(row.size() == fields + 1 && row.field(fields).isBlank())) {
            return (row.size() < fields ? "too few fields" : "too many fields") + ": " + row.size() + ", not " + fields;
        }
        if (layout.encoding().malformed()) {
            for (int i = 0; i < fields; i++) {
                if (row.field(i).indexOf('\ufffd') >= 0) {
                    return "bytes that are not " + layout.encoding().charset();
                }
            }
        }
        return null;
    }

    private void read(CsvLayout layout, Consumer<ColumnBatch> each) {
        String file = layout.file().getFileName().toString();
        int[] source = new int[builders.size()];
        Arrays.fill(source, -1);
        for (int i = 0; i < layout.fields(); i++) {
            if (layout.targets().get(i) >= 0) {
                source[layout.targets().get(i)] = i;
            }
        }
        each(layout, plan.format().dialect(), (row, refusal) -> {
            if (refusal != null) {
                refusals.add(file, row, refusal.replaceFirst("(fields): .*", "$1"), refusal);
                return;
            }
            for (int i = 0; i < builders.size(); i++) {
                String field = source[i] < 0 ? null : row.field(source[i]);
                CellBuilder builder = builders.get(i);
                if (!builder.set(held, field)) {
                    String kind = "column '" + builder.name() + "' is not " + builder.wanted();
                    refusals.add(file, row, kind, kind + ": '" + field + "'");
                    return;
                }
            }
            used++;
            if (++held == block) {
                flush(each);
            }
        });
    }

    private void flush(Consumer<ColumnBatch> each) {
        if (held > 0) {
            Schema schema = plan.format().schema();
            List<Column> columns = new ArrayList<>();
            for (CellBuilder builder : builders) {
                columns.add(builder.build(held));
            }
            each.accept(new ColumnBatch(schema, columns, held));
            held = 0;
        }
    }
}
