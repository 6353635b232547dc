package dev.trefoil.table.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Source;
import dev.trefoil.table.source.TableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    Path folder;

    private CsvPlan plan;
    private ReadReport report;

    private ColumnBatch read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    private ColumnBatch read(byte[] bytes) throws IOException {
        Path file = folder.resolve("x.csv");
        Files.write(file, bytes);
        return read(Source.of("x", file));
    }

    private ColumnBatch read(Source source) {
        plan = CsvSniffer.sniff(source, null);
        List<ColumnBatch> batches = new ArrayList<>();
        report = CsvReader.read(plan, source.options().missing(), batches::add);
        assertThat(batches).hasSize(1);
        assertThat(report.used()).isEqualTo(batches.getFirst().rows());
        return batches.getFirst();
    }

    private static List<String> texts(ColumnBatch batch, String column) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < batch.rows(); i++) {
            texts.add(batch.column(column).text(i));
        }
        return texts;
    }

    private static List<ColumnType> types(ColumnBatch batch) {
        return batch.schema().columns().stream().map(c -> c.type()).toList();
    }

    @Test
    void decimalCommaWithSemicolonsAndGroups() throws IOException {
        ColumnBatch read = read("name;preis;menge\nA;1.234,50;3\nB;0,25;1.000\nC;-7,5;2\n");
        assertThat(plan.format().dialect().delimiter()).isEqualTo(';');
        assertThat(plan.format().decimal()).isEqualTo(',');
        assertThat(texts(read, "preis")).containsExactly("1234.5", "0.25", "-7.5");
        assertThat(texts(read, "menge")).containsExactly("3", "1000", "2");
    }

    @Test
    void encodingsAreFoundOut() throws IOException {
        String text = "stadt,n\nKöln,1\nMünchen,2\nZürich – See,3\n";
        for (String charset : List.of("UTF-8", "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-16")) {
            ColumnBatch read = read(text.getBytes(Charset.forName(charset)));
            assertThat(texts(read, "stadt")).as(charset).containsExactly("Köln", "München", "Zürich – See");
        }
        assertThat(texts(read("\ufeff" + text), "stadt")).hasSize(3);
    }

    @Test
    void aFewBrokenBytesSpoilTheirRowsOnly() throws IOException {
        byte[] bytes = ("a,b\n" + "ü,1\n".repeat(20) + "§,2\n").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 4] = (byte) 0xff;
        ColumnBatch read = read(bytes);
        assertThat(read.rows()).isEqualTo(20);
        assertThat(report.examples().getFirst().line()).isEqualTo(22);
        assertThat(report.examples().getFirst().reason()).contains("not UTF-8");
    }

    @Test
    void raggedRowsAreRefusedWithTheirLines() throws IOException {
        ColumnBatch read = read("a,b,c\n1,2,3\n4,5\n\"x\ny\",1,2\n6,7,8,9\n\n10,11,12\n");
        assertThat(report.read()).isEqualTo(5);
        assertThat(report.used()).isEqualTo(3);
        assertThat(report.refusals()).isEqualTo(Map.of("too few fields", 1L, "too many fields", 1L));
        assertThat(report.examples().get(0).line()).isEqualTo(3);
        assertThat(report.examples().get(0).row()).isEqualTo("4,5");
        assertThat(report.examples().get(1).line()).isEqualTo(6);
        assertThat(texts(read, "a")).containsExactly("1", "x\ny", "10");
    }

    @Test
    void anOpenQuoteSpoilsItsLineOnly() throws IOException {
        ColumnBatch read = read("a,b\n1,x\n2,\"never closed\n3,y\n4,z\n");
        assertThat(texts(read, "a")).containsExactly("1", "3", "4");
        assertThat(report.examples().getFirst().line()).isEqualTo(3);
    }

    @Test
    void quotesHideDelimitersNewlinesAndQuotes() throws IOException {
        ColumnBatch read = read("id,text\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,\"\"\r\n3, padded \r\n");
        assertThat(texts(read, "text")).containsExactly("a, \"b\"\r\nc", null, "padded");
    }

    @Test
    void datesAreToldApart() throws IOException {
        ColumnBatch read = read("""
                iso,german,us,stamp,zone,ampm,month,when_epoch
                2024-01-31,31.01.2024,1/31/2024,2024-01-31 10:20:30,2024-01-31T10:20:30+02:00,1/31/2024 3:05 PM,31-Jan-24,1706700000
                2024-02-01,1.2.2024,2/1/2024,2024-02-01 00:00:00,2024-02-01T00:00:00Z,2/1/2024 12:00 AM,01-Feb-24,1706700001
                """);
        assertThat(texts(read, "german"))
                .containsExactly("2024-01-31", "2024-02-01")
                .isEqualTo(texts(read, "iso"));
        assertThat(texts(read, "us")).isEqualTo(texts(read, "iso"));
        assertThat(texts(read, "month")).isEqualTo(texts(read, "iso"));
        assertThat(texts(read, "stamp")).containsExactly("2024-01-31T10:20:30", "2024-02-01T00:00:00");
        assertThat(texts(read, "zone")).containsExactly("2024-01-31T08:20:30", "2024-02-01T00:00:00");
        assertThat(texts(read, "ampm")).containsExactly("2024-01-31T15:05:00", "2024-02-01T00:00:00");
        assertThat(types(read)).filteredOn(t -> t == ColumnType.TIMESTAMP).hasSize(4);
        assertThat(plan.format().columns().get(1).pattern()).isEqualTo("dd.MM.yyyy");
    }

    @Test
    void ambiguousDatesFollowTheOrderOfTheRowsElseTheNeighbours() throws IOException {
        StringBuilder days = new StringBuilder("d,x\n");
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 12; day++) {
                days.append(day).append('/').append(month).append("/2024,1\n");
            }
        }
        read(days.toString());
        assertThat(plan.format().columns().getFirst().pattern()).isEqualTo("dd/MM/yyyy");
        read("d,x\n3/4/2024,1\n1/2/2024,2\n");
        assertThat(plan.format().columns().getFirst().pattern()).isEqualTo("MM/dd/yyyy");
        assertThat(plan.format().notes()).anyMatch(note -> note.contains("would fit dd/MM/yyyy as well"));
        read("d;x\n3/4/2024;1,5\n1/2/2024;2,5\n");
        assertThat(plan.format().columns().getFirst().pattern()).isEqualTo("dd/MM/yyyy");
    }

    @Test
    void missingValuesHaveManySpellings() throws IOException {
        ColumnBatch read = read("n,t\n1,a\nNA,?\nn/a,b\n-,-\nnone,c\n,\nNULL,d\n2.5,e\n3,f\n4,g\n5,h\n");
        assertThat(types(read)).containsExactly(ColumnType.NUMBER, ColumnType.STRING);
        assertThat(texts(read, "n")).containsExactly("1", null, null, null, null, null, null, "2.5", "3", "4", "5");
        assertThat(texts(read, "t")).contains("-").containsNull();
        assertThat(report.refused()).isZero();
    }

    @Test
    void oneWordThatKeepsComingBackIsMissing() throws IOException {
        read("n\n" + "1\n2\n3\n4\n5\n6\n7\n8\n9\nunbekannt\n".repeat(5) + "x9\n");
        assertThat(plan.format().columns().getFirst().type()).isEqualTo(ColumnType.INTEGER);
        assertThat(report.refusals()).containsExactly(Map.entry("column 'n' is not a whole number", 1L));
        assertThat(report.examples().getFirst().reason()).endsWith("'x9'");
    }

    @Test
    void codesStayText() throws IOException {
        ColumnBatch read = read("zip,iban,flag,answer\n01067,12345678901234567890,true,yes\n80331,1,False,no\n");
        assertThat(types(read))
                .containsExactly(ColumnType.STRING, ColumnType.STRING, ColumnType.BOOLEAN, ColumnType.STRING);
    }

    @Test
    void headersAreRecognised() throws IOException {
        assertThat(read("5.1,3.5,setosa\n4.9,3.0,setosa\n6.1,2.9,virginica\n")
                        .schema()
                        .names())
                .containsExactly("column1", "column2", "column3");
        assertThat(read("name,town\nAnn,Bern\nBob,Basel\nCid,Chur\nDan,Basel\n")
                        .schema()
                        .names())
                .containsExactly("name", "town");
        assertThat(read("a,A,,a\n1,2,3,4\n").schema().names()).containsExactly("a", "A_2", "column3", "a_3");
        assertThat(read("label,1,2\n0,5,6\n1,7,8\n").schema().names()).containsExactly("label", "1", "2");
        assertThat(read("sep=;\na;b\n1;2\n3;4\n").schema().names()).containsExactly("a", "b");
        assertThat(read("Report of May\na;b;c\n1;2;3\n4;5;6\n").schema().names())
                .containsExactly("a", "b", "c");
        assertThat(read("x,y\nr1,1,2\nr2,3,4\n").schema().names()).containsExactly("row", "x", "y");
        assertThat(read("a,b,\n1,2,\n3,4,\n").schema().names()).containsExactly("a", "b");
        assertThat(read("a,b\n1,2,\n3,4,\n").schema().names()).containsExactly("a", "b");
    }

    @Test
    void otherDelimiters() throws IOException {
        assertThat(types(read("a\tb\n1\tx y, z\n2\tw\n"))).containsExactly(ColumnType.INTEGER, ColumnType.STRING);
        assertThat(types(read("a|b\n1|x\n2|w\n"))).containsExactly(ColumnType.INTEGER, ColumnType.STRING);
        assertThat(types(read("18.0   8   307.0\n15.0   8   350.0\n"))).hasSize(3);
        assertThat(types(read("1,5;2,5;3,5\n1,0;2,0;3,0\n"))).hasSize(3).containsOnly(ColumnType.NUMBER);
        assertThat(texts(read("a,b\n'x, y',1\n'z',2\n'w',3\n"), "a")).containsExactly("x, y", "z", "w");
        assertThat(types(read("only\n3\n4\n"))).containsExactly(ColumnType.INTEGER);
        assertThat(types(read("price,share\n\"$1,234.50\",12 %\n$7,3%\n")))
                .containsOnly(ColumnType.NUMBER, ColumnType.INTEGER);
    }

    @Test
    void filesOfAGlobAreMatchedByName() throws IOException {
        Files.writeString(folder.resolve("1.csv"), "a,b\n1,x\n");
        Files.writeString(folder.resolve("2.csv"), "b,c,a\ny,9,2\n");
        ColumnBatch read = read(new Source("t", folder, "?.csv", dev.trefoil.table.source.ReadOptions.NONE));
        assertThat(texts(read, "a")).containsExactly("1", "2");
        assertThat(texts(read, "c")).containsExactly(null, "9");
    }

    @Test
    void brokenFilesAreNamedWithPlaceAndMend() throws IOException {
        assertThatThrownBy(() -> read("")).hasMessage("x.csv: the file is empty (0 bytes); export it again");
        assertThatThrownBy(() -> read("a,b\n"))
                .isInstanceOf(TableException.class)
                .hasMessageContaining("no row of data");
        assertThatThrownBy(() -> read("\n\n")).hasMessageContaining("there is no row in it");
        Path gz = folder.resolve("y.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gz))) {
            for (int i = 0; i < 100_000; i++) {
                out.write((Integer.toHexString(i * 31) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        byte[] whole = Files.readAllBytes(gz);
        Files.write(gz, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> read(Source.of("y", gz))).hasMessageContaining("the gzip file is cut short");
        assertThatThrownBy(() -> read(Source.of("z", folder.resolve("none.csv"))))
                .hasMessageContaining("there is no such file");
    }
}
