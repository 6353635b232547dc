package dev.trefoil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.table.Tables;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What the commands over a file say of a file that is not as it should be.
final class BadInputTest {
    @TempDir
    private Path folder;

    private String said = "";

    @Test
    void unknownColumnIsToldWithTheNearestAndAFewOthers() throws IOException {
        StringBuilder rows = new StringBuilder("truth,score");
        for (int i = 0; i < 40; i++) {
            rows.append(",feature").append(i);
        }
        rows.append("\n1,0.5").append(",1".repeat(40));
        rows.append("\n0,0.2").append(",2".repeat(40)).append('\n');
        write("wide.csv", rows.toString());
        for (String[] command : new String[][] {
            {"evaluate", "--label", "truth", "--score", "scroe"},
            {"threshold", "--label", "truth", "--score", "scroe"},
            {"detect", "--column", "scroe"},
            {"judge", "--arm", "truth", "--value", "scroe"},
            {"agreement", "--item", "scroe", "--annotator", "truth", "--label", "truth"},
            {"label-issues", "--label", "truth", "--probabilities", "scroe"},
            {"slices", "--loss", "scroe"}
        }) {
            assertThat(run(with(command, "--data", file("wide.csv"))))
                    .as(command[0])
                    .isEqualTo(1);
            assertThat(said)
                    .as(command[0])
                    .contains("there is no column 'scroe' (did you mean 'score'?)")
                    .contains(" and 32 more")
                    .hasSizeLessThan(300);
        }
        Tables.write(Tables.read(folder.resolve("wide.csv")), folder.resolve("wide.parquet"));
        for (String kind : new String[] {"csv", "parquet"}) {
            String wide = file("wide." + kind);
            assertThat(run("drift", "--reference", wide, "--current", wide, "--columns", "scroe"))
                    .isEqualTo(1);
            assertThat(said).contains("did you mean 'score'?").contains(" and 32 more");
        }
    }

    @Test
    void textAmongNumbersIsNamedWithItsRow() throws IOException {
        write("few.csv", "y,p\n1,0.9\n0,inf\n1,0.8\n");
        assertThat(run("evaluate", "--data", file("few.csv"), "--label", "y", "--score", "p"))
                .isEqualTo(1);
        assertThat(said).contains("column 'p' row 1: 'inf' is not a number");
        assertThat(run("detect", "--data", file("few.csv"), "--column", "p")).isEqualTo(1);
        assertThat(said).contains("column 'p' row 1: 'inf' is not a number");
        StringBuilder many = new StringBuilder("y,p\n");
        for (int i = 0; i < 100; i++) {
            many.append(i % 2).append(i == 7 ? ",inf\n" : ",0." + (10 + i % 80) + "\n");
        }
        write("many.csv", many.toString());
        for (String[] command : new String[][] {
            {"evaluate", "--label", "y", "--score", "p"},
            {"evaluate", "--label", "y", "--score", "p*"},
            {"threshold", "--label", "y", "--score", "p"},
            {"detect", "--column", "p"},
            {"judge", "--arm", "y", "--value", "p"},
            {"slices", "--loss", "p"},
            {"label-issues", "--label", "y", "--probabilities", "p"}
        }) {
            assertThat(run(with(command, "--data", file("many.csv"))))
                    .as(command[0])
                    .isEqualTo(1);
            assertThat(said)
                    .as(command[0])
                    .startsWith("error: many.csv, line 9: column 'p' is not a number: 'inf'")
                    .hasLineCount(1);
        }
        assertThat(run("detect", "--data", file("many.csv"), "--column", "y")).isZero();
        assertThat(said).contains("1 × column 'p' is not a number (first: many.csv, line 9: 'inf')");
        write("numbers.csv", "y,p\n1,0.9\n0,0.1\n");
        assertThat(run("drift", "--reference", file("numbers.csv"), "--current", file("few.csv")))
                .isEqualTo(1);
        assertThat(said)
                .contains("column 'p' is NUMBER in the reference and STRING")
                .contains("current row 1 holds 'inf'");
    }

    @Test
    void columnNameThatComesTwiceIsTold() throws IOException {
        write("twice.csv", "y,p,p\n1,0.9,0.1\n0,0.2,0.8\n");
        assertThat(run("threshold", "--data", file("twice.csv"), "--label", "y", "--score", "p"))
                .isZero();
        assertThat(said).contains("note: ").contains("the name 'p' comes twice; the later column is called 'p_2'");
    }

    @Test
    void columnWithoutAnyValueIsComparedWithNumbersInEveryKindOfFile() throws IOException {
        StringBuilder full = new StringBuilder("a,b\n");
        StringBuilder empty = new StringBuilder("a,b\n");
        for (int i = 0; i < 200; i++) {
            full.append(i % 7).append(',').append(0.01 * (i % 50)).append('\n');
            empty.append(i % 7).append(",\n");
        }
        write("full.csv", full.toString());
        write("empty.csv", empty.toString());
        for (String kind : new String[] {"csv", "jsonl", "parquet"}) {
            convert("full", kind);
            convert("empty", kind);
            String numbers = file("full." + kind);
            String nothing = file("empty." + kind);
            assertThat(run("drift", "--reference", numbers, "--current", nothing, "--gate"))
                    .as(kind)
                    .isEqualTo(3);
            assertThat(said)
                    .as(kind)
                    .contains("1 of 2 columns drifted: b")
                    .contains("missing")
                    .contains("BROKEN");
            assertThat(run("drift", "--reference", nothing, "--current", numbers, "--gate"))
                    .as(kind)
                    .isEqualTo(3);
            assertThat(run("drift", "--reference", nothing, "--current", nothing, "--gate"))
                    .as(kind + ": no data is no pass")
                    .isEqualTo(4);
            assertThat(said).as(kind).contains("too few values to tell: b");
            assertThat(run("drift", "--reference", nothing, "--current", nothing, "--gate", "--json"))
                    .isEqualTo(4);
            assertThat(said).as(kind).contains("\"undecided\":[\"b\"]").contains("/no-values");
            for (String profile : new String[] {"evidently-0.7", "nannyml-0.13"}) {
                assertThat(run("drift", "--reference", numbers, "--current", nothing, "--profile", profile))
                        .as(kind + " " + profile)
                        .isEqualTo(1);
                assertThat(said).contains("column 'b' has no value to compare");
            }
        }
    }

    @Test
    void otherProfilesSayWhatTheyLeaveOutAndDoNotPassAHandfulOfRows() throws IOException {
        StringBuilder rows = new StringBuilder("a,name,at\n");
        for (int i = 0; i < 60; i++) {
            rows.append(i % 30)
                    .append(",customer ")
                    .append(i)
                    .append(",2024-01-01T00:00:")
                    .append(10 + i % 50);
            rows.append('\n');
        }
        write("sixty.csv", rows.toString());
        write("one.csv", rows.substring(0, rows.indexOf("\n", 12)) + "\n");
        convert("one", "parquet");
        convert("sixty", "parquet");
        for (String kind : new String[] {"csv", "parquet"}) {
            String sixty = file("sixty." + kind);
            String one = file("one." + kind);
            for (String profile : new String[] {"evidently-0.7", "nannyml-0.13"}) {
                assertThat(run("drift", "--reference", sixty, "--current", sixty, "--profile", profile, "--gate"))
                        .isZero();
                assertThat(said).contains("name").contains("left out by profile " + profile + ": at");
                assertThat(run("drift", "--reference", sixty, "--current", one, "--profile", profile, "--gate"))
                        .isNotZero();
                assertThat(run("drift", "--reference", one, "--current", one, "--profile", profile, "--gate"))
                        .isEqualTo(4);
                assertThat(said).contains("too few values to tell: a");
            }
            assertThat(run("drift", "--reference", sixty, "--current", sixty, "--profile", "evidently-0.7", "--json"))
                    .isZero();
            assertThat(said).contains("\"left_out\":[\"at\"]");
        }
    }

    @Test
    void columnOfBytesIsLeftOutOfAParquetFile() throws SQLException {
        parquet(
                "odd.parquet",
                "SELECT i % 2 AS y, 0.01 * (i % 97) AS p, 'x'::BLOB AS image, [1, 2] AS list,"
                        + " {'a': i} AS pair FROM range(200) t(i)");
        String odd = file("odd.parquet");
        assertThat(run("evaluate", "--data", odd, "--label", "y", "--score", "p", "--metrics", "auc"))
                .isZero();
        assertThat(said).contains("column 'image' holds neither numbers, truths, times nor texts, and is left out");
        assertThat(run("drift", "--reference", odd, "--current", odd, "--gate")).isZero();
        assertThat(said).contains("column 'image' holds neither").contains("0 of 4 columns drifted");
    }

    @Test
    void fileWithoutRowsIsAnErrorOfItsOwn() throws IOException, SQLException {
        parquet("none.parquet", "SELECT 1 AS y, 0.5 AS p WHERE false");
        write("none.csv", "y,p\n");
        write("none.jsonl", "");
        write("some.csv", "y,p\n1,0.5\n");
        convert("some", "parquet");
        for (String kind : new String[] {"csv", "jsonl", "parquet"}) {
            String none = file("none." + kind);
            assertThat(run("evaluate", "--data", none, "--label", "y", "--score", "p"))
                    .isEqualTo(1);
            assertThat(said).containsAnyOf("has no rows", "no row of data", "is empty");
            String some = file(kind.equals("parquet") ? "some.parquet" : "some.csv");
            assertThat(run("drift", "--reference", some, "--current", none, "--gate"))
                    .isEqualTo(1);
            assertThat(said).containsAnyOf("has no rows", "no row of data", "is empty");
        }
    }

    @Test
    void judgeWithoutEventsOrVariationSaysSo() throws IOException {
        StringBuilder rows = new StringBuilder("arm,same,event\n");
        for (int i = 0; i < 300; i++) {
            rows.append(i % 2 == 0 ? "control" : "canary").append(",1.5,0\n");
        }
        write("arms.csv", rows.toString());
        convert("arms", "jsonl");
        convert("arms", "parquet");
        for (String kind : new String[] {"csv", "jsonl", "parquet"}) {
            String[] judge = {"judge", "--data", file("arms." + kind), "--arm", "arm", "--margin", "0.5"};
            assertThat(run(with(judge, "--value", "event", "--kind", "rate"))).isEqualTo(4);
            assertThat(said).contains("no arm has an event yet").contains("/undefined:no-events");
            assertThat(run(with(judge, "--value", "event", "--kind", "rate", "--json")))
                    .isEqualTo(4);
            assertThat(said).contains("\"value\":null").contains("/undefined:no-events");
            assertThat(run(with(judge, "--value", "same"))).isEqualTo(4);
            assertThat(said).contains("do not vary").contains("no-variation");
            assertThat(run(with(judge, "--value", "same", "--kind", "quantile")))
                    .isEqualTo(4);
        }
        write("first.csv", "arm,event\ncontrol,0\ncanary,1\ncontrol,0\n");
        assertThat(run("judge", "--data", file("first.csv"), "--arm", "arm", "--value", "event", "--kind", "rate"))
                .isEqualTo(4);
        assertThat(said).contains("/infinite:no-event-in-control");
    }

    @Test
    void costsGiveNoThresholdOnScoresThatAreNoProbabilities() throws IOException, SQLException {
        write("scores.csv", "y,p\n1,7\n0,2\n1,5\n0,1\n,3\n");
        String[] threshold = {"threshold", "--label", "y", "--score", "p", "--costs", "20,60", "--data"};
        assertThat(run(with(threshold, file("scores.csv")))).isZero();
        assertThat(said)
                .contains("4 rows, 1 without a known truth left out")
                .contains("'p' is no probability, so the costs alone give no threshold")
                .contains("cheapest");
        assertThat(run(with(threshold, file("scores.csv"), "--json"))).isZero();
        assertThat(said).contains("\"left_out\":1").contains("\"method\":\"costs\",\"threshold\":null,\"reason\"");
        parquet("infinite.parquet", "SELECT * FROM (VALUES (1, 0.9), (0, 0.1), (1, 'inf'::DOUBLE)) t(y, p)");
        assertThat(run(with(threshold, file("infinite.parquet")))).isEqualTo(1);
        assertThat(said).contains("row 2: a finite score").contains("Infinity");
    }

    @Test
    void slicesThatNoColumnDescribesAreNoPass() throws IOException {
        StringBuilder rows = new StringBuilder("always,e\n");
        for (int i = 0; i < 1_000; i++) {
            rows.append("same,").append(0.001 * i).append('\n');
        }
        write("constant.csv", rows.toString());
        assertThat(run("slices", "--data", file("constant.csv"), "--loss", "e", "--gate"))
                .isEqualTo(1);
        assertThat(said).contains("no column describes a slice: always are times, constants");
    }

    @Test
    void labelsOfOneClassAreSaidToBe() throws IOException {
        write("alike.csv", "y,p_a,p_b\na,0.1,0.9\na,0.8,0.2\n");
        assertThat(run("label-issues", "--data", file("alike.csv"), "--label", "y", "--probabilities", "p_*"))
                .isZero();
        assertThat(said).contains("all labels are of one class");
    }

    private void convert(String name, String kind) {
        if (!kind.equals("csv")) {
            ColumnBatch rows = Tables.read(folder.resolve(name + ".csv"));
            Tables.write(rows, folder.resolve(name + "." + kind));
        }
    }

    private void parquet(String name, String sql) throws SQLException {
        try (Connection engine = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = engine.createStatement()) {
            statement.execute("COPY (" + sql + ") TO '" + file(name) + "' (FORMAT parquet)");
        }
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private static String[] with(String[] command, String... more) {
        String[] all = new String[command.length + more.length];
        System.arraycopy(command, 0, all, 0, command.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        return all;
    }

    /// Everything said, on either stream, is in `said`.
    private int run(String... arguments) {
        StringWriter words = new StringWriter();
        CommandLine line = new CommandLine(new Top())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new DriftCommand())
                .addSubcommand(new DetectCommand())
                .addSubcommand(new AgreementCommand())
                .addSubcommand(new LabelIssuesCommand())
                .addSubcommand(new JudgeCommand())
                .addSubcommand(new SlicesCommand())
                .addSubcommand(new ThresholdCommand());
        line.setOut(new PrintWriter(words, true));
        line.setErr(new PrintWriter(words, true));
        int exit = line.execute(arguments);
        said = words.toString();
        return exit;
    }

    @CommandLine.Command(name = "trefoil")
    private static final class Top {}
}
