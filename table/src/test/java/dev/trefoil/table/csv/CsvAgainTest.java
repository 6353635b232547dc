package dev.trefoil.table.csv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.table.ContentDigest;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Tables;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.source.Source;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What was found out about a file, said as options, reads the same rows: by itself and into the engine.
class CsvAgainTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTF-8|a;b;c\n1,5;x;31.12.2023\n2,5;;01.01.2024\nNA;y;?\n",
                "windows-1252|größe,wert\nklein,-\ngroß,3\nklein,4\ngroß,5.5\n",
                "UTF-16|x\ty\n1\tä\n2\tö\n",
                "UTF-8|\ufeffx,x\n1,2\n3\n5,6\n",
                "UTF-8|1.0,2.5,a\n2.0,3.5,b\n3.0,4.5,a\n",
                "UTF-8|18.0   8  \"ford torino\"\n15.0   ?  \"buick\"\n16.0   6  \"amc\"\n",
                "UTF-8|sep=;\nat;ok\n1/31/2024 3:05 PM;true\n2/1/2024 12:00 AM;false\n",
                "UTF-8|code,n\n'007, x',1\n'008',2\n'009',3\n",
                "UTF-8|t,v\n2024-01-01T10:00:00.5Z,1e3\n2024-01-02T10:00:00.25Z,1.234\n"
            })
    void optionsReadTheSameRows(String example) throws IOException {
        int bar = example.indexOf('|');
        Path file = folder.resolve("x.csv");
        Files.write(file, example.substring(bar + 1).getBytes(Charset.forName(example.substring(0, bar))));
        Tables.Read first = Tables.read(Source.of("x", file));
        CsvFormat format = CsvSniffer.sniff(Source.of("x", file), null).format();
        Source told = new Source("x", folder, "x.csv", format.options());
        Tables.Read again = Tables.read(told);
        assertThat(again.batch().schema()).isEqualTo(first.batch().schema());
        assertThat(ContentDigest.of(again.batch())).isEqualTo(ContentDigest.of(first.batch()));
        assertThat(again.report().refusals()).isEqualTo(first.report().refusals());
        try (Workspace workspace = Workspace.open(folder, EngineLimits.USUAL)) {
            workspace.add(told);
            ColumnBatch engine = workspace.read("x", List.of(), null);
            assertThat(ContentDigest.of(engine)).isEqualTo(ContentDigest.of(first.batch()));
            assertThat(workspace
                            .prepare("SELECT * FROM x", "prepare.sql", folder.resolve("x.parquet"))
                            .digest())
                    .isEqualTo(ContentDigest.of(first.batch()));
        }
    }
}
