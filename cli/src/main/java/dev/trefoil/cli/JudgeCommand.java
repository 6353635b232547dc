package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.sequential.SequentialResult;
import dev.trefoil.core.sequential.ShareTest;
import dev.trefoil.core.verdict.Bound;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil judge`: is the treatment no worse than the control, looking as often as one likes?
@Command(
        name = "judge",
        description = {
            "Compares two arms with tests that stay valid at every look, and stops at the first look that decides.",
            "The treatment passes when it is worse by less than the margin. Exit code 0 pass, 3 fail, 4 inconclusive."
        },
        footer = {
            "",
            "Examples:",
            "  trefoil judge --data arms.csv --arm arm --value cost --margin 0.5 --order at --share 0.1",
            "  trefoil judge --data arms.csv --arm arm --value failed --kind rate --margin 0.2",
            "  trefoil judge --data arms.csv --arm arm --value millis --kind quantile --quantile 0.99 --margin 5"
        },
        mixinStandardHelpOptions = true)
public final class JudgeCommand implements Callable<Integer> {
    private static final int MOST_NAMED = 5;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "one row for each observation")
    private Path data = Path.of("");

    @Option(names = "--arm", required = true, paramLabel = "COLUMN", description = "which arm, two values")
    private String arm = "";

    @Option(
            names = "--value",
            required = true,
            paramLabel = "COLUMN",
            description = "what was measured; for a rate 0 or 1")
    private String value = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "mean (difference), rate (ratio less 1) or quantile (difference); default ${DEFAULT-VALUE}")
    private String kind = "mean";

    @Option(
            names = "--margin",
            paramLabel = "M",
            description = "how much worse is still fine (default ${DEFAULT-VALUE})")
    private double margin;

    @Option(names = "--better", paramLabel = "SIDE", description = "lower or higher (default ${DEFAULT-VALUE})")
    private String better = "lower";

    @Option(
            names = "--control",
            paramLabel = "VALUE",
            description = "the arm to compare with (default: control, or the first)")
    private @Nullable String control;

    @Option(
            names = "--order",
            paramLabel = "COLUMN",
            description = "in which order rows came (default: as in the file)")
    private @Nullable String order;

    @Option(names = "--quantile", paramLabel = "Q", description = "for --kind quantile (default ${DEFAULT-VALUE})")
    private double quantile = 0.99;

    @Option(names = "--share", paramLabel = "W", description = "planned share of the treatment; checks the split too")
    private @Nullable Double share;

    @Option(names = "--alpha", paramLabel = "A", description = "chance of a wrong decision (default ${DEFAULT-VALUE})")
    private double alpha = 0.05;

    @Option(names = "--json", description = "JSON lines")
    private boolean json;

    @Override
    public Integer call() {
        return StatisticsCommand.run(spec, this::judge);
    }

    private int judge() {
        checkOptions();
        ColumnBatch rows = StatisticsCommand.read(spec, data, value);
        StatisticsOutput output =
                new StatisticsOutput(Objects.requireNonNull(spec).commandLine().getOut(), json);
        ArmStream stream = stream(rows);
        output.say(stream.treatmentRows() + " rows of '" + stream.treatment() + "' against " + stream.controlRows()
                + " of '" + stream.control() + "'");
        Bound bound = new Bound(
                better.equals("lower") ? Bound.Side.AT_MOST : Bound.Side.AT_LEAST,
                better.equals("lower") ? margin : -margin);
        ArmStream.Decision decision = stream.decide(bound);
        boolean split = splitHolds(output, stream);
        Outcome outcome = split ? decision.outcome() : Outcome.INCONCLUSIVE;
        Estimate effect = decision.result().effect();
        ObjectNode node = StatisticsOutput.event("judgement")
                .put("outcome", outcome.word())
                .put("kind", kind)
                .put("margin", margin)
                .put("better", better)
                .put("treatment", stream.treatment())
                .put("control", stream.control())
                .put("look", decision.look())
                .put("reason", reason(split, decision));
        StatisticsOutput.put(node, "e_value", decision.result().eValue());
        StatisticsOutput.put(node, "p", decision.result().p());
        output.line(StatisticsOutput.estimate(node, effect));
        output.row("verdict", "effect", "interval", "bound", "e-value", "p", "after rows", "method");
        output.row(
                outcome.word(),
                effect.value(),
                StatisticsOutput.interval(effect),
                bound.sign() + " " + StatisticsOutput.text(bound.value()),
                decision.result().eValue(),
                decision.result().p(),
                decision.look(),
                effect.method());
        output.table();
        if (!reason(split, decision).isEmpty()) {
            output.say(reason(split, decision));
        }
        return output.finish(StatisticsCommand.exit(List.of(outcome)));
    }

    private static String reason(boolean split, ArmStream.Decision decision) {
        return !split
                ? "the traffic is not split as planned, so the arms cannot be compared"
                : decision.outcome() != Outcome.INCONCLUSIVE
                        ? ""
                        : decision.result().effect().method().endsWith("no-events")
                                ? "no arm has an event yet"
                                : decision.result().effect().method().contains("no-variation")
                                        ? "the values of an arm do not vary, so no interval can be said"
                                        : "the evidence is too short";
    }

    private boolean splitHolds(StatisticsOutput output, ArmStream stream) {
        if (share == null) {
            return true;
        }
        SequentialResult split = new ShareTest(share, 0.01).judge(stream.treatmentRows(), stream.controlRows());
        boolean holds = split.p() >= 0.01;
        ObjectNode node = StatisticsOutput.event("split").put("holds", holds).put("planned", share);
        StatisticsOutput.put(node, "p", split.p());
        output.line(StatisticsOutput.estimate(node, split.effect()));
        output.say("split: " + StatisticsOutput.text(split.effect().value()) + " for " + share + " planned, p "
                + StatisticsOutput.text(split.p()) + (holds ? "" : ": broken"));
        return holds;
    }

    private ArmStream stream(ColumnBatch rows) {
        Column arms = rows.column(arm);
        TreeSet<String> names = new TreeSet<>();
        for (int i = 0; i < arms.size(); i++) {
            String name = arms.text(i);
            if (name == null) {
                throw new IllegalArgumentException("column '" + arm + "' row " + i + " names no arm");
            }
            names.add(name);
            if (names.size() > MOST_NAMED) {
                throw new IllegalArgumentException(
                        "column '" + arm + "' must name two arms; it holds " + names + " and more");
            }
        }
        if (names.size() != 2) {
            throw new IllegalArgumentException("column '" + arm + "' must name two arms, not " + names);
        }
        String base = control == null ? names.contains("control") ? "control" : names.getFirst() : control;
        if (!names.contains(base)) {
            throw new WrongUse("--control '" + base + "' is not one of the arms " + names);
        }
        String other = names.getFirst().equals(base) ? names.getLast() : names.getFirst();
        int[] sequence = StatisticsCommand.order(rows, order);
        double[] values = new ScoredColumns(rows, value, null, null).numbers(value);
        boolean[] treated = new boolean[sequence.length];
        double[] measured = new double[sequence.length];
        for (int i = 0; i < sequence.length; i++) {
            treated[i] = other.equals(arms.text(sequence[i]));
            measured[i] = values[sequence[i]];
            if (Double.isNaN(measured[i]) || Double.isInfinite(measured[i])) {
                throw new IllegalArgumentException(
                        "column '" + value + "' row " + sequence[i] + " is not a finite number");
            }
        }
        return new ArmStream(other, base, treated, measured, new ArmStream.Test(kind, quantile, share, alpha));
    }

    private void checkOptions() {
        if (!List.of("mean", "rate", "quantile").contains(kind)) {
            throw new WrongUse("--kind is mean, rate or quantile, not '" + kind + "'");
        }
        if (!List.of("lower", "higher").contains(better)) {
            throw new WrongUse("--better is lower or higher, not '" + better + "'");
        }
        if (!(margin >= 0) || !(alpha > 0 && alpha < 1) || !(quantile > 0 && quantile < 1)) {
            throw new WrongUse("--margin is at least 0, --alpha and --quantile lie in (0, 1)");
        }
        if (share != null && !(share > 0 && share < 1)) {
            throw new WrongUse("--share lies in (0, 1), not " + share);
        }
    }
}
