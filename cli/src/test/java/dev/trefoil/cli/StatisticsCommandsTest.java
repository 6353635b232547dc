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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands over a file, as a person runs them.
final class StatisticsCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeRows() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder scored = new StringBuilder("day,carrier,y,p,p2,rule,at\n");
        StringBuilder moved = new StringBuilder("day,carrier,y,p,p2,rule,at\n");
        StringBuilder arms = new StringBuilder("arm,v,e\n");
        StringBuilder losses = new StringBuilder("carrier,hour,other,signed,e\n");
        for (int i = 0; i < 1_500; i++) {
            double p = random.nextDouble();
            String y = i == 7 ? "" : random.nextDouble() < p ? "1" : "0";
            double p2 = Math.min(1, Math.max(0, p + 0.3 * (random.nextDouble() - 0.5)));
            String rest = String.format(
                    Locale.ROOT,
                    "%s,%%s,%.17f,%b,2024-01-%02dT10:00:00%n",
                    y,
                    p2,
                    random.nextDouble() < 0.3,
                    1 + i / 100);
            scored.append(i % 30 + ",").append((char) ('A' + i % 3)).append(",").append(rest.formatted(p));
            moved.append(i % 30 + ",").append("A,").append(rest.formatted(0.5 + p / 2));
            boolean bad = i % 3 == 1 && i / 3 % 4 == 3;
            String loss = i == 9 ? "" : String.format(Locale.ROOT, "%.4f", random.nextDouble() + (bad ? 1 : 0));
            losses.append((char) ('A' + i % 3))
                    .append(",")
                    .append(i / 3 % 4)
                    .append(",")
                    .append(i * 7 % 5);
            losses.append(",").append(-i).append(",").append(loss).append("\n");
            boolean canary = random.nextDouble() < 0.2;
            arms.append(canary ? "canary" : "control")
                    .append(String.format(
                            Locale.ROOT, ",%.4f,%d%n", random.nextDouble() + (canary ? 1 : 0), i % 20 == 0 ? 1 : 0));
        }
        Files.writeString(folder.resolve("scored.csv"), scored);
        Files.writeString(folder.resolve("moved.csv"), moved);
        Files.writeString(folder.resolve("arms.csv"), arms);
        Files.writeString(folder.resolve("losses.csv"), losses);
        Files.writeString(folder.resolve("trefoil.yaml"), """
                trefoil: 1
                design:
                  problem: {alternatives: [{id: late, when: "day > 25"}]}
                  costs: {false_alarm: 20, miss: 60}
                  requirements:
                    - {id: R1, measure: auc, at_least: 0.7, for_each: carrier}
                    - {id: R2, measure: value_per_1000, better_than: late, by_at_least: 0}
                    - {id: R3, measure: auc, at_least: 0.99}
                """);
    }

    @Test
    void evaluateSpeaksJsonWithAMethodIdForEveryNumber() {
        int exit = run(
                "evaluate",
                "--data",
                file("scored.csv"),
                "--label",
                "y",
                "--score",
                "p",
                "--score-b",
                "p2",
                "--by",
                "carrier",
                "--cluster",
                "day",
                "--costs",
                "20,60",
                "--against",
                "rule",
                "--json");
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString().lines())
                .allMatch(line -> line.startsWith("{\"event\":") && line.contains("\"method\""));
        assertThat(out.toString())
                .contains("\"metric\":\"auc\",\"group\":\"\"")
                .contains("\"group\":\"carrier=B\"")
                .contains("\"clusters\":30")
                .contains("\"event\":\"difference\",\"metric\":\"value_per_1000\",\"against\":\"rule\"")
                .contains("\"n\":1499");
    }

    @Test
    void requirementsAreJudgedAndDecideTheExitCode() {
        int exit = run(
                "evaluate",
                "--data",
                file("scored.csv"),
                "--label",
                "y",
                "--score",
                "p",
                "--metrics",
                "auc",
                "--requirements",
                file("trefoil.yaml"));
        assertThat(exit).isEqualTo(3);
        assertThat(out.toString())
                .contains("R1")
                .contains("carrier=C")
                .contains("pass")
                .contains("fail");
    }

    @Test
    void groupsAreComparedAsFairlearnDoesWithTheirSupport() {
        int exit = run(
                "evaluate",
                "--data",
                file("scored.csv"),
                "--label",
                "y",
                "--score",
                "p",
                "--by",
                "carrier,carrier+rule",
                "--resamples",
                "200",
                "--json");
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("\"measure\":\"equalized_odds_difference\",\"by\":\"carrier\",\"groups\":3,\"best\":0")
                .contains("\"measure\":\"auc_ratio\",\"by\":\"carrier\",\"groups\":3,\"best\":1")
                .contains("\"group\":\"carrier+rule=B+false\"")
                .contains("demographic_parity@0.5-ratio/groups-of-20-rows/row-bootstrap-percentile-moved");
    }

    @Test
    void whatIsStillToComeIsEstimatedAndComparedWhereTruthIsKnown() {
        int exit = run(
                "evaluate",
                "--data",
                file("moved.csv"),
                "--reference",
                file("scored.csv"),
                "--label",
                "y",
                "--score",
                "p",
                "--metrics",
                "accuracy,auc",
                "--features",
                "p,carrier",
                "--json");
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("\"event\":\"estimated\",\"metric\":\"accuracy\",\"approach\":\"cbpe\"")
                .contains("\"approach\":\"pape\"")
                .contains("\"event\":\"overlap\"")
                // The scores of these rows were moved without the truth: the estimate must not be believed.
                .contains("\"event\":\"second_opinion\",\"metric\":\"accuracy\",\"approach\":\"cbpe\","
                        + "\"outcome\":\"broken\"");
        assertThat(run(
                        "evaluate",
                        "--data",
                        file("moved.csv"),
                        "--reference",
                        file("scored.csv"),
                        "--label",
                        "y",
                        "--score",
                        "p",
                        "--by",
                        "carrier"))
                .isEqualTo(2);
    }

    @Test
    void ofNumbersWhatCannotBeEstimatedIsSaid() {
        String[] common = {
            "evaluate",
            "--data",
            file("arms.csv"),
            "--reference",
            file("arms.csv"),
            "--label",
            "v",
            "--score",
            "e",
            "--task",
            "regression",
            "--metrics"
        };
        assertThat(run(with(common, "mae,r2", "--json"))).isZero();
        assertThat(out.toString())
                .contains("\"method\":\"mae/dle/extra-trees\"")
                .contains("\"method\":\"r2/dle/undefined:not-a-mean-of-losses\"");
        assertThat(run(with(common, "r2"))).isEqualTo(2);
        assertThat(err.toString()).contains("only mae, mse, rmse and mape are estimated");
    }

    @Test
    void slicesThatNobodyCouldTestAreInconclusive() throws IOException {
        StringBuilder rows = new StringBuilder("day,kind,e\n");
        for (int i = 0; i < 1_200; i++) {
            // Of twelve days only four have the bad kind: at most four to test on.
            boolean bad = i % 12 < 4 && i / 12 % 2 == 0;
            rows.append(i % 12 + "," + (bad ? "x" : "y") + "," + (bad ? 1 : i % 7 == 0 ? 0.5 : 0) + "\n");
        }
        Files.writeString(folder.resolve("few.csv"), rows);
        for (int seed = 0; seed < 2; seed++) {
            int exit = run(
                    "slices",
                    "--data",
                    file("few.csv"),
                    "--loss",
                    "e",
                    "--min-size",
                    "50",
                    "--cluster",
                    "day",
                    "--seed",
                    "" + seed,
                    "--gate",
                    "--json");
            assertThat(exit).as(out.toString()).isEqualTo(4);
        }
        assertThat(out.toString()).contains("\"outcome\":\"not-testable\"").doesNotContain("none-confirmed");
    }

    @Test
    void aClassIsNamedByWhatTheStarStandsFor() throws IOException {
        Files.writeString(
                folder.resolve("cars.csv"),
                "y,p_sedan,p_suv\nsedan,0.9,0.1\nsuv,0.2,0.8\nsuv,0.4,0.6\nsedan,0.7,0.3\nsedan,0.6,0.4\n");
        assertThat(run("evaluate", "--data", file("cars.csv"), "--label", "y", "--score", "p_*", "--json"))
                .isZero();
        assertThat(out.toString()).contains("sedan").doesNotContain("\"edan").doesNotContain("=edan");
        Files.writeString(folder.resolve("tens.csv"), "y,p_10,p_11\n10,0.9,0.1\n11,0.2,0.8\n1,0.4,0.6\n");
        assertThat(run("evaluate", "--data", file("tens.csv"), "--label", "y", "--score", "p_*"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("row 2: there is no column for class '1'");
    }

    @Test
    void slicesAreFoundTestedAndDecideTheExitCodeWhenAsked() {
        int exit = run("slices", "--data", file("losses.csv"), "--loss", "e", "--min-size", "100", "--gate", "--json");
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isEqualTo(3);
        assertThat(out.toString())
                .contains("\"event\":\"rows\",\"rows\":1499,\"left_out\":1")
                .contains("\"where\":\"carrier = 'B' AND hour = 3\"")
                .contains("\"confirmed\":true")
                .contains("\"method\":\"slice-excess/welch-held-out\"");
        out.getBuffer().setLength(0);
        assertThat(run("slices", "--data", file("losses.csv"), "--loss", "e", "--columns", "other", "--gate"))
                .isZero();
        assertThat(run("slices", "--data", file("losses.csv"), "--loss", "e", "--min-size", "2000", "--gate"))
                .isEqualTo(4);
        assertThat(out.toString()).contains("too few rows");
        assertThat(run("slices", "--data", file("losses.csv"), "--loss", "e", "--alpha", "2"))
                .isEqualTo(2);
        assertThat(run("slices", "--data", file("losses.csv"), "--loss", "signed"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("a loss is at least 0");
    }

    @Test
    void driftComparesInEveryProfileAndWindow() {
        assertThat(run("drift", "--reference", file("scored.csv"), "--current", file("moved.csv"), "--gate", "--json"))
                .isEqualTo(3);
        assertThat(out.toString()).contains("\"drifted\":[\"carrier\",\"p\"]");
        assertThat(run("drift", "--reference", file("scored.csv"), "--current", file("scored.csv"), "--gate"))
                .isZero();
        assertThat(run(
                        "drift",
                        "--reference",
                        file("scored.csv"),
                        "--current",
                        file("moved.csv"),
                        "--profile",
                        "evidently-0.7",
                        "--columns",
                        "p,carrier"))
                .isZero();
        assertThat(run(
                        "drift",
                        "--reference",
                        file("scored.csv"),
                        "--current",
                        file("moved.csv"),
                        "--time",
                        "at",
                        "--window",
                        "7d",
                        "--gate"))
                .isEqualTo(3);
        assertThat(out.toString()).contains("two of the last three windows");
    }

    @Test
    void judgeAnswersPassFailOrInconclusive() {
        String arms = file("arms.csv");
        assertThat(run("judge", "--data", arms, "--arm", "arm", "--value", "v", "--margin", "0.2"))
                .isEqualTo(3);
        assertThat(run("judge", "--data", arms, "--arm", "arm", "--value", "v", "--margin", "2"))
                .isZero();
        assertThat(run("judge", "--data", arms, "--arm", "arm", "--value", "e", "--kind", "rate", "--margin", "0.1"))
                .isEqualTo(4);
        assertThat(run("judge", "--data", arms, "--arm", "arm", "--value", "v", "--margin", "2", "--share", "0.5"))
                .isEqualTo(4);
        assertThat(out.toString()).contains("not split as planned");
    }

    @Test
    void metricsOfSeveralClassesAreEstimatedBeforeTruthIsKnown() throws IOException {
        SplittableRandom random = new SplittableRandom(8);
        for (String name : new String[] {"known.csv", "today.csv"}) {
            StringBuilder rows = new StringBuilder("kind,p_a,p_b,p_c,x\n");
            for (int i = 0; i < 400; i++) {
                double a = random.nextDouble() * 0.7;
                double b = random.nextDouble() * 0.3;
                double at = random.nextDouble();
                String kind = at < a ? "a" : at < a + b ? "b" : "c";
                rows.append(String.format(
                        Locale.ROOT,
                        "%s,%.6f,%.6f,%.6f,%d%n",
                        name.equals("today.csv") && i % 2 == 0 ? "" : kind,
                        a,
                        b,
                        1 - a - b,
                        i % 7));
            }
            Files.writeString(folder.resolve(name), rows);
        }
        String[] common = {"evaluate", "--reference", file("known.csv"), "--data", file("today.csv"), "--label", "kind"
        };
        assertThat(run(with(common, "--score", "p_*", "--metrics", "accuracy,macro_auc", "--json")))
                .isZero();
        assertThat(out.toString()
                        .lines()
                        .filter(line -> line.contains("\"event\":\"estimated\"") && line.contains("\"n\":400")))
                .hasSize(4);
        assertThat(out.toString())
                .contains("accuracy/cbpe/")
                .contains("macro_auc/pape/extra-trees-isotonic/resampled")
                .contains("\"outcome\":\"agrees\"");
        assertThat(run(with(common, "--score", "p_*", "--metrics", "auc"))).isEqualTo(2);
    }

    @Test
    void thresholdNamesItsChoices() {
        assertThat(run("threshold", "--data", file("scored.csv"), "--label", "y", "--score", "p", "--costs", "20,60"))
                .isZero();
        assertThat(out.toString())
                .contains("costs")
                .contains("0.2500")
                .contains("cheapest")
                .contains("highest-f-1.0");
    }

    @Test
    void badInputIsOneLine() {
        assertThat(run("evaluate", "--data", file("none.csv"), "--label", "y", "--score", "p"))
                .isEqualTo(1);
        assertThat(run("evaluate", "--data", file("scored.csv"), "--label", "z", "--score", "p"))
                .isEqualTo(1);
        assertThat(run("evaluate", "--data", file("scored.csv"), "--label", "y", "--score", "p", "--metrics", "acc"))
                .isEqualTo(2);
        assertThat(run("evaluate", "--data", file("scored.csv"), "--label", "carrier", "--score", "p"))
                .isEqualTo(1);
        assertThat(run("drift", "--reference", file("scored.csv"), "--current", file("arms.csv")))
                .isEqualTo(1);
        assertThat(run("judge", "--data", file("scored.csv"), "--arm", "carrier", "--value", "p"))
                .isEqualTo(1);
        assertThat(run("threshold", "--data", file("scored.csv"), "--label", "y", "--score", "p", "--costs", "1"))
                .isEqualTo(2);
        assertThat(err.toString().lines()).hasSize(7).allMatch(line -> line.startsWith("error: "));
        assertThat(out.toString()).isEmpty();
    }

    private static String[] with(String[] common, String... more) {
        return Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray(String[]::new);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new Top())
                .addSubcommand(new EvaluateCommand())
                .addSubcommand(new DriftCommand())
                .addSubcommand(new JudgeCommand())
                .addSubcommand(new SlicesCommand())
                .addSubcommand(new ThresholdCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    @CommandLine.Command(name = "trefoil")
    private static final class Top {}
}
