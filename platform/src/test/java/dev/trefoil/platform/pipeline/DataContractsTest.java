package dev.trefoil.platform.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Tables;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.profile.Profiler;
import dev.trefoil.table.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataContractsTest {
    @TempDir
    private Path folder;

    @Test
    void aWideTableHasTheProfileThatItsFileHas() {
        SplittableRandom random = new SplittableRandom(5);
        List<ColumnSpec> specs = new ArrayList<>();
        List<Column> columns = new ArrayList<>();
        for (int c = 0; c < 240; c++) {
            double[] numbers = new double[60];
            String[] texts = new String[60];
            for (int row = 0; row < 60; row++) {
                numbers[row] = random.nextInt(9) == 0 ? Double.NaN : Math.rint(random.nextDouble() * 20) / 4;
                texts[row] = "t" + random.nextInt(5);
            }
            Column column = c % 3 == 0 ? new StringColumn(texts) : new NumberColumn(numbers);
            specs.add(new ColumnSpec("c" + c, column.type()));
            columns.add(column);
        }
        Path file = folder.resolve("wide.parquet");
        Tables.write(new ColumnBatch(new Schema(specs), columns), file);
        try (Workspace workspace = Workspace.open(folder, EngineLimits.USUAL)) {
            workspace.add(Source.of("prepared", file));
            assertThat(new DataContracts(folder).profile(file)).isEqualTo(Profiler.profile(workspace, "prepared"));
        }
    }
}
