package dev.trefoil.cli;

import dev.trefoil.cli.StatisticsCommand.WrongUse;
import dev.trefoil.core.agreement.Annotations;
import dev.trefoil.core.agreement.CohenKappa;
import dev.trefoil.core.agreement.Consensus;
import dev.trefoil.core.agreement.ConsensusMethod;
import dev.trefoil.core.agreement.Crowdlab;
import dev.trefoil.core.agreement.CrowdlabResult;
import dev.trefoil.core.agreement.DawidSkene;
import dev.trefoil.core.agreement.FleissKappa;
import dev.trefoil.core.agreement.ItemDraws;
import dev.trefoil.core.agreement.KrippendorffAlpha;
import dev.trefoil.core.agreement.Mace;
import dev.trefoil.core.agreement.MajorityVote;
import dev.trefoil.core.agreement.Scale;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.verdict.Estimate;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil agreement`: do people who label the same items agree, and what is the label then?
@Command(
        name = "agreement",
        description = {
            "Compares the labels that several annotators gave to the same items, one row for each label: raw agreement,",
            "kappa, Krippendorff's alpha, and with --consensus one label for each item and the quality of annotators.",
            "Rows without a label are left out."
        },
        footer = {
            "",
            "Examples:",
            "  trefoil agreement --data annotations.csv --item photo --annotator who --label breed --consensus dawid-skene",
            "  trefoil agreement --data ratings.csv --item review --annotator who --label stars --scale ordinal"
        },
        mixinStandardHelpOptions = true)
public final class AgreementCommand implements Callable<Integer> {
    private static final int MOST_IN_PAIRS = 20;
    private static final int MOST_CLASSES_IN_PAIRS = 500;
    private static final int SHOWN = 20;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "one row for each label given")
    private Path data = Path.of("");

    @Option(names = "--item", required = true, paramLabel = "COLUMN", description = "what was labelled")
    private String item = "";

    @Option(names = "--annotator", required = true, paramLabel = "COLUMN", description = "who labelled it")
    private String annotator = "";

    @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "the label")
    private String label = "";

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            description = "nominal, ordinal, interval or ratio (default ${DEFAULT-VALUE})")
    private String scale = "nominal";

    @Option(
            names = "--ranks",
            split = ",",
            paramLabel = "LABEL",
            description = "all labels, the lowest first, for an ordinal scale of words")
    private List<String> ranks = new ArrayList<>();

    @Option(
            names = "--consensus",
            paramLabel = "METHOD",
            description =
                    "one label for each item: majority, dawid-skene, one-coin, mace, or crowdlab with --probabilities")
    private @Nullable String consensus;

    @Option(
            names = "--probabilities",
            paramLabel = "COLUMNS",
            description = "a model's probability of each class, 'p_*', for crowdlab; the same on all rows of an item")
    private @Nullable String probabilities;

    @Option(names = "--seed", paramLabel = "N", description = "of draws and of ties (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--json", description = "JSON lines, with the consensus of every item")
    private boolean json;

    @Override
    public Integer call() {
        return StatisticsCommand.run(spec, this::compare);
    }

    private int compare() {
        Scale by = scale();
        ConsensusMethod method = method();
        ColumnBatch rows = StatisticsCommand.read(spec, data, label);
        ScoredColumns scored = new ScoredColumns(rows, label, null, null);
        List<String> columns = probabilities == null ? List.of() : scored.names(probabilities);
        List<String> classes = probabilities == null ? ranks : scored.classNames(probabilities);
        GivenLabels given = GivenLabels.of(rows, new GivenLabels.Columns(item, annotator, label, classes), by);
        Annotations labels = given.annotations();
        StatisticsOutput output =
                new StatisticsOutput(Objects.requireNonNull(spec).commandLine().getOut(), json);
        output.say(labels.size() + " labels of " + labels.items() + " items by " + labels.annotators()
                + " annotators in " + labels.classes() + " classes"
                + (given.missing() > 0 ? "; " + given.missing() + " rows without a label are left out" : ""));
        agreement(output, given, by);
        Consensus agreed = method == null ? null : consensus(method, rows, given, columns);
        annotators(output, given, agreed);
        if (agreed != null) {
            items(output, given, agreed);
        }
        ObjectNode node = StatisticsOutput.event("summary").put("items", labels.items());
        node.put("annotators", labels.annotators()).put("labels", labels.size());
        node.put("classes", labels.classes()).put("missing", given.missing()).put("scale", by.id());
        output.line(agreed == null ? node : node.put("method", agreed.method()));
        return output.finish(0);
    }

    private void agreement(StatisticsOutput output, GivenLabels given, Scale by) {
        Annotations labels = given.annotations();
        ItemDraws draws = new ItemDraws(1_000, seed, 0.95);
        FleissKappa fleiss = FleissKappa.of(labels);
        output.row("agreement", "value", "95 % interval", "items", "method");
        List<Estimate> all =
                new ArrayList<>(List.of(fleiss.agreement(draws), fleiss.fleiss(draws), fleiss.randolph(draws)));
        all.add(KrippendorffAlpha.of(labels, by, given.values()).estimate(draws));
        for (Estimate one : all) {
            String name = one.method().replaceFirst("/.*", "");
            output.line(StatisticsOutput.estimate(
                    StatisticsOutput.event("agreement").put("statistic", name), one));
            output.row(name, one.value(), StatisticsOutput.interval(one), one.n(), one.method());
        }
        boolean few = labels.annotators() <= MOST_IN_PAIRS && labels.classes() <= MOST_CLASSES_IN_PAIRS;
        int shown = 0;
        for (int first = 0; few && first < labels.annotators(); first++) {
            for (int second = first + 1; second < labels.annotators(); second++) {
                double[] table = labels.table(first, second);
                for (CohenKappa kind : CohenKappa.values()) {
                    if (kind == CohenKappa.PLAIN || by != Scale.NOMINAL) {
                        Estimate kappa = kind.of(table, labels.classes(), 0.95);
                        pair(output, given, first, second, kappa, shown++ < SHOWN);
                    }
                }
            }
        }
        output.table();
        if (!few) {
            output.say("kappa of pairs is left out for more than " + MOST_IN_PAIRS + " annotators or "
                    + MOST_CLASSES_IN_PAIRS + " classes");
        } else if (shown > SHOWN) {
            output.say("… and " + (shown - SHOWN) + " more pairs; --json lists them all");
        }
    }

    private static void pair(
            StatisticsOutput output, GivenLabels given, int first, int second, Estimate kappa, boolean shown) {
        String one = given.annotator(first);
        String two = given.annotator(second);
        ObjectNode node = StatisticsOutput.event("pair").put("first", one).put("second", two);
        output.line(StatisticsOutput.estimate(node, kappa));
        if (shown) {
            String name = kappa.method().replaceFirst("/.*", "") + " " + one + ", " + two;
            output.row(name, kappa.value(), StatisticsOutput.interval(kappa), kappa.n(), kappa.method());
        }
    }

    private void annotators(StatisticsOutput output, GivenLabels given, @Nullable Consensus agreed) {
        Annotations labels = given.annotations();
        double[] others = labels.agreementWithOthers();
        int[] counts = labels.itemsOfAnnotators();
        Comparator<Integer> worstFirst =
                Comparator.comparingDouble(j -> agreed == null ? others[j] : agreed.annotatorQuality(j));
        output.say("");
        output.row("annotator", "labels", "agrees with others", agreed == null ? "" : "quality");
        List<Integer> sorted = IntStream.range(0, labels.annotators())
                .boxed()
                .sorted(worstFirst)
                .toList();
        for (int at = 0; at < sorted.size(); at++) {
            int j = sorted.get(at);
            double quality = agreed == null ? Double.NaN : agreed.annotatorQuality(j);
            ObjectNode node = StatisticsOutput.event("annotator").put("annotator", given.annotator(j));
            StatisticsOutput.put(node.put("labels", counts[j]), "agreement", others[j]);
            node.put("agreement_method", "agreement-with-others/pairs");
            if (agreed != null) {
                StatisticsOutput.put(node, "quality", quality);
                node.put("method", agreed.method());
            }
            output.line(node);
            if (at < SHOWN) {
                output.row(given.annotator(j), counts[j], others[j], agreed == null ? "" : (Object) quality);
            }
        }
        output.table();
        if (sorted.size() > SHOWN) {
            output.say("… and " + (sorted.size() - SHOWN) + " better ones; --json lists them all");
        }
    }

    private static void items(StatisticsOutput output, GivenLabels given, Consensus agreed) {
        output.say("");
        output.row("least sure item", "labels", "consensus", "confidence");
        for (int i = 0; i < agreed.items(); i++) {
            ObjectNode node = StatisticsOutput.event("consensus").put("item", given.item(i));
            node.put("label", given.className(agreed.label(i)));
            StatisticsOutput.put(node, "confidence", agreed.confidence(i));
            output.line(node.put("labels", given.annotations().size(i)).put("method", agreed.method()));
        }
        List<Integer> sorted = IntStream.range(0, agreed.items())
                .boxed()
                .sorted(Comparator.comparingDouble(agreed::confidence))
                .toList();
        for (int i : sorted.subList(0, Math.min(SHOWN, sorted.size()))) {
            output.row(
                    given.item(i), given.annotations().size(i), given.className(agreed.label(i)), agreed.confidence(i));
        }
        output.table();
        output.say("consensus by " + agreed.method() + "; --json lists every item");
    }

    private Consensus consensus(ConsensusMethod method, ColumnBatch rows, GivenLabels given, List<String> columns) {
        Annotations labels = given.annotations();
        return switch (method) {
            case MAJORITY -> MajorityVote.of(labels, seed);
            case DAWID_SKENE -> DawidSkene.of(labels);
            case ONE_COIN -> DawidSkene.oneCoin(labels);
            case MACE -> Mace.of(labels, seed);
            case CROWDLAB -> {
                CrowdlabResult result = Crowdlab.of(labels, model(rows, given, columns), seed);
                yield result.consensus();
            }
        };
    }

    /// The probabilities of each item; those of all its rows must be the same.
    private double[] model(ColumnBatch rows, GivenLabels given, List<String> columns) {
        double[] all = new ScoredColumns(rows, label, null, null).probabilities(columns);
        int classes = columns.size();
        int items = given.annotations().items();
        double[] model = new double[Math.multiplyExact(items, classes)];
        for (int i = 0; i < items; i++) {
            int row = given.firstRow(i);
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                double p = all[row * classes + k];
                if (!(p >= 0 && p <= 1)) {
                    throw new IllegalArgumentException(
                            "column '" + columns.get(k) + "' row " + row + ": a probability lies in [0, 1], not " + p);
                }
                model[i * classes + k] = p;
                sum += p;
            }
            if (Math.abs(sum - 1) > 1e-3) {
                throw new IllegalArgumentException(
                        "row " + row + ": the probabilities of all classes sum to 1, not to " + sum);
            }
        }
        given.checkSame(rows, item, all, classes);
        return model;
    }

    private Scale scale() {
        for (Scale known : Scale.values()) {
            if (known.id().equals(scale)) {
                return known;
            }
        }
        throw new WrongUse("--scale is nominal, ordinal, interval or ratio, not '" + scale + "'");
    }

    private @Nullable ConsensusMethod method() {
        if (!ranks.isEmpty() && probabilities != null) {
            throw new WrongUse("--ranks and --probabilities both say the classes; name one of them");
        }
        if (new HashSet<>(ranks).size() < ranks.size()) {
            throw new WrongUse("--ranks names a label twice: " + String.join(",", ranks));
        }
        if (consensus == null) {
            return null;
        }
        try {
            ConsensusMethod method = ConsensusMethod.byName(consensus);
            if ((method == ConsensusMethod.CROWDLAB) != (probabilities != null)) {
                throw new WrongUse("--consensus crowdlab and --probabilities go together");
            }
            return method;
        } catch (WrongUse e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }
}
