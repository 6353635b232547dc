package dev.trefoil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PredictCommandTest {
    /// Two trees over the features a and b: +1 or −1 by `a <= 0.5`, +10 or −10 by `b <= 2`.
    private static final String MODEL = """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=binary sigmoid:1
            feature_names=a b
            feature_infos=[0:1] [0:4]

            Tree=0
            num_leaves=2
            num_cat=0
            split_feature=0
            threshold=0.5
            decision_type=2
            left_child=-1
            right_child=-2
            leaf_value=1 -1
            leaf_count=10 30
            internal_count=40
            is_linear=0
            shrinkage=1


            Tree=1
            num_leaves=2
            num_cat=0
            split_feature=1
            threshold=2
            decision_type=2
            left_child=-1
            right_child=-2
            leaf_value=10 -10
            leaf_count=20 20
            internal_count=40
            is_linear=0
            shrinkage=1


            end of trees
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path model = Path.of("");

    @BeforeEach
    void write() throws Exception {
        model = Files.writeString(folder.resolve("model.txt"), MODEL);
    }

    private int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private List<String> predict(String rows, String... more) throws Exception {
        Path data = Files.writeString(folder.resolve("rows.csv"), rows);
        Path answer = folder.resolve("out.csv");
        List<String> arguments = new java.util.ArrayList<>(
                List.of("--model", model.toString(), "--data", data.toString(), "--out", answer.toString()));
        arguments.addAll(List.of(more));
        assertThat(run(new PredictCommand(), arguments.toArray(new String[0])))
                .as(err.toString())
                .isZero();
        return Files.readAllLines(answer);
    }

    @Test
    void rowsKeepTheirOrderAndColumnsAreFoundByName() throws Exception {
        assertThat(predict("b,ignored,a\n1,x,0\n3,y,0\n1,z,1\n", "--raw", "--leaves"))
                .containsExactly(
                        "prediction,raw,leaf_0,leaf_1",
                        "0.999983298578152,11.0,0,0",
                        "0.00012339457598623172,-9.0,0,1",
                        "0.9998766054240137,9.0,1,0");
        assertThat(err.toString()).doesNotContain("warning");
    }

    @Test
    void contributionsAddUpToTheRawSum() throws Exception {
        assertThat(predict("a,b\n0,1\n1,3\n", "--contributions"))
                .containsExactly(
                        "prediction,contribution_0,contribution_1,contribution_bias",
                        "0.999983298578152,1.5,10.0,-0.5",
                        "1.670142184809518e-05,-0.5,-10.0,-0.5");
    }

    @Test
    void roundsCanBeChosen() throws Exception {
        assertThat(predict("a,b\n0,3\n", "--iterations", "0..1", "--raw").get(1))
                .endsWith(",1.0");
        assertThat(predict("a,b\n0,3\n", "--iterations", "1..", "--raw").get(1)).endsWith(",-10.0");
    }

    @Test
    void columnsAreTakenByPositionWithAWarningWhenNoNameFits() throws Exception {
        assertThat(predict("x,y\n0,1\n", "--raw").get(1)).endsWith(",11.0");
        assertThat(err.toString()).contains("warning").contains("[a, b]").contains("by position");
    }

    @Test
    void aMissingColumnIsOneClearError() throws Exception {
        Path data = Files.writeString(folder.resolve("rows.csv"), "a,c\n0,1\n");
        int code = run(
                new PredictCommand(),
                "--model",
                model.toString(),
                "--data",
                data.toString(),
                "--out",
                folder.resolve("o.csv").toString());
        assertThat(code).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("error: the rows lack the model's features [b]; they have [a, c]");
    }

    @Test
    void inspectSaysWhatTheModelIs() {
        assertThat(run(new InspectCommand(), model.toString(), "--json")).isZero();
        assertThat(out.toString())
                .contains("\"kind\":\"lightgbm\"")
                .contains("\"objective\":\"binary\"")
                .contains("\"features\":2")
                .contains("\"feature_names\":[\"a\",\"b\"]")
                .contains("\"trees\":2")
                .contains("\"depth\":1");
    }
}
