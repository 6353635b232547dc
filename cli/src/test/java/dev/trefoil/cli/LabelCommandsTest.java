package dev.trefoil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// Streams and labels in files, as a person looks at them.
final class LabelCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeRows() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder stream = new StringBuilder("at,error,text\n");
        for (int i = 0; i < 4_000; i++) {
            String error = i == 11 ? "" : random.nextDouble() < (i < 2_500 ? 0.1 : 0.5) ? "1" : "0";
            stream.append(i).append(',').append(error).append(",x\n");
        }
        write("stream.csv", stream);
        StringBuilder labels = new StringBuilder("item,who,label,stars,p_cat,p_dog\n");
        StringBuilder scored = new StringBuilder("y,p_cat,p_dog\n");
        for (int i = 0; i < 120; i++) {
            boolean cat = random.nextBoolean();
            double p = cat ? 0.8 : 0.3;
            for (int j = 0; j < 3; j++) {
                boolean said = random.nextDouble() < (j == 2 ? 0.5 : 0.9) == cat;
                labels.append(String.format(
                        Locale.ROOT,
                        "i%d,%s,%s,%d,%.1f,%.1f%n",
                        i,
                        "ann bob eve".split(" ")[j],
                        said ? "cat" : "dog",
                        1 + (cat ? 2 : 0) + random.nextInt(2),
                        p,
                        1 - p));
            }
            String given = i == 50 ? "" : i % 20 == 3 ? cat ? "dog" : "cat" : cat ? "cat" : "dog";
            double sure = 0.75 + 0.2 * random.nextDouble();
            scored.append(
                    String.format(Locale.ROOT, "%s,%.4f,%.4f%n", given, cat ? sure : 1 - sure, cat ? 1 - sure : sure));
        }
        write("labels.csv", labels);
        write("scored.csv", scored);
    }

    @Test
    void detectFindsTheChangeAndTheGateSaysNo() {
        assertThat(run("detect", "--data", file("stream.csv"), "--column", "error", "--gate", "--json"))
                .isEqualTo(3);
        assertThat(out.toString().lines().findFirst().orElse(""))
                .matches(
                        "\\{\"event\":\"drift\",\"row\":25\\d\\d,.*\"method\":\"e-detector/shiryaev-roberts-mixture\"}");
        assertThat(out.toString())
                .contains("\"event\":\"summary\"")
                .contains("\"missing\":1")
                .contains("\"tolerated\":0.1");
        for (String detector : "adwin ddm hddm-a hddm-w page-hinkley kswin".split(" ")) {
            assertThat(run("detect", "--data", file("stream.csv"), "--column", "error", "--detector", detector))
                    .isZero();
            assertThat(out.toString()).contains(detector + ": ").contains("drift");
        }
    }

    @Test
    void clippedFormOfPageHinkleySaysWhomItFollows() {
        assertThat(run(
                        "detect",
                        "--data",
                        file("stream.csv"),
                        "--column",
                        "error",
                        "--detector",
                        "page-hinkley",
                        "--option",
                        "form=clipped",
                        "--json"))
                .isZero();
        assertThat(out.toString())
                .contains("\"method\":\"page-hinkley/scikit-multiflow-0.5\"")
                .contains("\"form\":\"clipped\"")
                .doesNotContain("river");
    }

    @Test
    void tooShortAStreamIsInconclusive() throws IOException {
        write("short.csv", "e\n0\n1\n");
        assertThat(run("detect", "--data", file("short.csv"), "--column", "e", "--gate"))
                .isEqualTo(4);
        assertThat(out.toString()).contains("too few values to tell");
    }

    @Test
    void detectorsListTheirOptions() {
        assertThat(run("detect", "--list")).isZero();
        assertThat(out.toString()).contains("drift-confidence").contains("from the stream");
    }

    @Test
    void agreementShowsEveryStatisticAndTheConsensus() {
        String[] common = {
            "agreement", "--data", file("labels.csv"), "--item", "item", "--annotator", "who", "--label", "label"
        };
        assertThat(run(with(common, "--json"))).isZero();
        assertThat(out.toString())
                .contains("\"statistic\":\"fleiss-kappa\"")
                .contains("\"statistic\":\"krippendorff-alpha-nominal\"")
                .contains("\"first\":\"ann\",\"second\":\"bob\"")
                .contains("\"method\":\"kappa/fleiss-cohen-everitt\"");
        for (String method : "majority dawid-skene one-coin mace".split(" ")) {
            assertThat(run(with(common, "--consensus", method, "--json"))).isZero();
            assertThat(out.toString().lines().filter(line -> line.contains("\"event\":\"consensus\"")))
                    .hasSize(120)
                    .allMatch(line -> line.contains("\"method\":\""));
        }
        assertThat(run(with(common, "--consensus", "crowdlab", "--probabilities", "p_*")))
                .isZero();
        assertThat(out.toString()).contains("crowdlab/cleanlab-2.9").contains("quality");
        assertThat(run(
                        "agreement",
                        "--data",
                        file("labels.csv"),
                        "--item",
                        "item",
                        "--annotator",
                        "who",
                        "--label",
                        "stars",
                        "--scale",
                        "ordinal"))
                .isZero();
        assertThat(out.toString()).contains("krippendorff-alpha-ordinal").contains("kappa-quadratic ann, bob");
    }

    @Test
    void labelIssuesNamesTheSwappedLabels() {
        String[] common = {"label-issues", "--data", file("scored.csv"), "--label", "y", "--probabilities", "p_*"};
        assertThat(run(with(common, "--json"))).isZero();
        assertThat(out.toString().lines().filter(line -> line.contains("\"event\":\"issue\"")))
                .hasSize(6)
                .allMatch(line -> line.matches(".*\"row\":\\d*(3|23|43|63|83|103),.*\"method\":.*"));
        assertThat(out.toString()).contains("\"without_label\":1");
        assertThat(run(with(common, "--filter", "predicted-neq-given"))).isZero();
        assertThat(out.toString()).contains("6 of 119 labels look wrong");
    }

    @Test
    void classesAreNamedByWhatTheStarStandsFor() throws IOException {
        StringBuilder scored = new StringBuilder("y,p_10,p_11\n");
        StringBuilder given = new StringBuilder("item,who,y,p_10,p_11\n");
        for (int i = 0; i < 40; i++) {
            String row = i % 2 == 0 ? "0.9,0.1" : "0.2,0.8";
            scored.append((i == 5 ? 10 : 10 + i % 2) + "," + row + "\n");
            given.append(i + ",ann," + (10 + i % 2) + "," + row + "\n" + i + ",bob," + (10 + i % 2) + "," + row + "\n");
        }
        write("tens.csv", scored);
        write("given.csv", given);
        assertThat(run(
                        "label-issues",
                        "--data",
                        file("tens.csv"),
                        "--label",
                        "y",
                        "--probabilities",
                        "p_*",
                        "--filter",
                        "predicted-neq-given",
                        "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"given\":\"10\"");
        assertThat(run(
                        "agreement",
                        "--data",
                        file("given.csv"),
                        "--item",
                        "item",
                        "--annotator",
                        "who",
                        "--label",
                        "y",
                        "--consensus",
                        "crowdlab",
                        "--probabilities",
                        "p_*",
                        "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"label\":\"11\"");
    }

    @Test
    void maceDrawsItsFirstGuessFromTheSeed() {
        String[] common = {
            "agreement",
            "--data",
            file("labels.csv"),
            "--item",
            "item",
            "--annotator",
            "who",
            "--label",
            "label",
            "--consensus",
            "mace",
            "--json"
        };
        run(common);
        String standard = qualities();
        run(with(common, "--seed", "0"));
        assertThat(qualities()).isEqualTo(standard);
        run(with(common, "--seed", "7"));
        assertThat(qualities()).isNotEqualTo(standard);
    }

    private String qualities() {
        return out.toString()
                .lines()
                .filter(line -> line.contains("\"quality\""))
                .collect(Collectors.joining());
    }

    @Test
    void badInputIsOneLineThatSaysThePlace() throws IOException {
        write("empty.csv", "y,p\n");
        write("twice.csv", "i,a,l\n1,x,u\n1,x,v\n");
        write("off.csv", "y,p_a,p_b\na,0.5,0.2\n");
        write("infinite.csv", "e\n1\ninf\n");
        String[][] wrong = {
            {"detect", "--data", file("none.csv"), "--column", "e"},
            {"detect", "--data", file("empty.csv"), "--column", "y"},
            {"detect", "--data", file("stream.csv"), "--column", "nothing"},
            {"detect", "--data", file("stream.csv"), "--column", "text"},
            {"detect", "--data", file("infinite.csv"), "--column", "e"},
            {"detect", "--data", file("stream.csv"), "--column", "at"},
            {"agreement", "--data", file("twice.csv"), "--item", "i", "--annotator", "a", "--label", "l"},
            {
                "agreement",
                "--data",
                file("labels.csv"),
                "--item",
                "item",
                "--annotator",
                "who",
                "--label",
                "label",
                "--scale",
                "interval"
            },
            {"label-issues", "--data", file("off.csv"), "--label", "y", "--probabilities", "p_*"},
            {"label-issues", "--data", file("scored.csv"), "--label", "y", "--probabilities", "q_*"},
        };
        for (String[] arguments : wrong) {
            assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(1);
        }
        String[][] misused = {
            {"detect", "--data", file("stream.csv"), "--column", "error", "--detector", "adwim"},
            {"detect", "--data", file("stream.csv"), "--column", "error", "--option", "delta=1"},
            {"detect", "--column", "error"},
            {"label-issues", "--data", file("scored.csv"), "--label", "y", "--probabilities", "p_*", "--filter", "x"},
            {"agreement", "--data", "x", "--item", "i", "--annotator", "a", "--label", "l", "--consensus", "crowdlab"},
            {"agreement", "--data", "x", "--item", "i", "--annotator", "a", "--label", "l", "--scale", "nominel"},
        };
        for (String[] arguments : misused) {
            assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
        }
        assertThat(err.toString().lines())
                .hasSize(wrong.length + misused.length)
                .allMatch(line -> line.startsWith("error: "));
        assertThat(err.toString())
                .contains("row 1")
                .contains("annotator 'x' labelled item '1' twice")
                .contains("sum to 1, not to 0.7")
                .contains("did you mean 'adwin'");
        assertThat(out.toString()).isEmpty();
    }

    private static String[] with(String[] common, String... more) {
        String[] all = Arrays.copyOf(common, common.length + more.length);
        System.arraycopy(more, 0, all, common.length, more.length);
        return all;
    }

    private void write(String name, CharSequence text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        CommandLine line = new CommandLine(new Top())
                .addSubcommand(new DetectCommand())
                .addSubcommand(new AgreementCommand())
                .addSubcommand(new LabelIssuesCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @CommandLine.Command(name = "trefoil")
    private static final class Top {}
}
