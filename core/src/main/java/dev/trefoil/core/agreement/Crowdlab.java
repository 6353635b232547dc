package dev.trefoil.core.agreement;

import java.util.Arrays;

/// CROWDLAB (Goh and others 2022) as in cleanlab 2.9: a model's probabilities and the labels of each item,
/// weighted by how far each is trusted. Time and memory grow with the labels, not with items × annotators.
/// The consensus is the most probable class (cleanlab's `best_quality`), the majority where several are
/// equally probable; its confidence is cleanlab's consensus quality score.
public final class Crowdlab {
    private static final double FLOOR = 1e-6;

    private final Annotations rows;
    private final double[] model;
    private final int classes;
    private final int[] labels;
    private final double modelWeight;
    private final double[] annotatorWeights;
    private final double[] posterior;
    /// Mean agreement of an item's labels with its consensus, over items with two labels or more.
    private final double agreement;

    /// One pass: weights against a consensus, and the probabilities that follow.
    private Crowdlab(Annotations rows, double[] model, int[] labels) {
        this.rows = rows;
        this.model = model;
        this.classes = rows.classes();
        this.labels = labels;
        double multiple = 0;
        double agreed = 0;
        double modelWrong = 0;
        int[] truths = new int[classes];
        for (int i = 0; i < rows.items(); i++) {
            if (rows.size(i) > 1) {
                multiple++;
                truths[labels[i]]++;
                agreed += agreement(i);
                modelWrong += best(i) == labels[i] ? 0 : 1;
            }
        }
        agreement = agreed / multiple;
        double guess = Math.max(FLOOR, 1 - Arrays.stream(truths).max().orElse(0) / multiple);
        double labelsPerItem = (double) rows.size() / rows.items();
        modelWeight = Math.max(FLOOR, 1 - modelWrong / multiple / guess) * Math.sqrt(labelsPerItem);
        annotatorWeights = rows.agreementWithOthers();
        double mean = Arrays.stream(annotatorWeights)
                .filter(a -> !Double.isNaN(a))
                .average()
                .orElseThrow();
        for (int j = 0; j < annotatorWeights.length; j++) {
            double one = Double.isNaN(annotatorWeights[j]) ? mean : annotatorWeights[j];
            annotatorWeights[j] = Math.max(FLOOR, 1 - (1 - one) / guess);
        }
        posterior = weigh();
    }

    /// With a model's probabilities, items × classes row-major; every item needs a label, and one at least
    /// two.
    public static CrowdlabResult of(Annotations rows, double[] model, long seed) {
        int classes = rows.classes();
        if (model.length != (long) rows.items() * classes) {
            throw new IllegalArgumentException(
                    rows.items() + " items × " + classes + " classes probabilities are needed, not " + model.length);
        }
        if (classes < 2) {
            throw new IllegalArgumentException("CROWDLAB needs two classes");
        }
        boolean several = false;
        for (int i = 0; i < rows.items(); i++) {
            several |= rows.size(i) > 1;
            if (rows.size(i) == 0) {
                throw new IllegalArgumentException("item " + i + " has no label");
            }
        }
        if (!several) {
            throw new IllegalArgumentException(
                    "every item has one label, so that annotators cannot be compared; look for label issues instead");
        }
        int[] majority = MajorityVote.labels(rows, model, seed);
        int[] best = new Crowdlab(rows, model, majority).mostProbable(majority);
        return new Crowdlab(rows, model, best).result();
    }

    private double agreement(int item) {
        double same = 0;
        for (int at = rows.start(item); at < rows.start(item + 1); at++) {
            same += rows.labelAt(at) == labels[item] ? 1 : 0;
        }
        return same / rows.size(item);
    }

    private int best(int item) {
        int best = 0;
        for (int k = 1; k < classes; k++) {
            best = model[item * classes + k] > model[item * classes + best] ? k : best;
        }
        return best;
    }

    private double[] weigh() {
        double other = (1 - agreement) / (classes - 1);
        double[] weighed = new double[model.length];
        for (int i = 0; i < rows.items(); i++) {
            int of = i * classes;
            double total = modelWeight;
            double base = 0;
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                double weight = annotatorWeights[rows.annotatorAt(at)];
                total += weight;
                base += weight * other;
                weighed[of + rows.labelAt(at)] += weight * (agreement - other);
            }
            for (int k = 0; k < classes; k++) {
                weighed[of + k] = (modelWeight * model[of + k] + base + weighed[of + k]) / total;
            }
        }
        return weighed;
    }

    /// The only most probable class; of an item with several, the one it has.
    private int[] mostProbable(int[] otherwise) {
        int[] best = Consensus.best(posterior, classes);
        for (int i = 0; i < best.length; i++) {
            int equal = 0;
            for (int k = 0; k < classes; k++) {
                // Sums of the same terms in another order differ in their last digits.
                equal += posterior[i * classes + k] >= posterior[i * classes + best[i]] - 1e-14 ? 1 : 0;
            }
            best[i] = equal == 1 ? best[i] : otherwise[i];
        }
        return best;
    }

    private CrowdlabResult result() {
        double[] quality = new double[rows.annotators()];
        double[] given = new double[rows.annotators()];
        boolean[] several = new boolean[rows.items()];
        for (int i = 0; i < rows.items(); i++) {
            several[i] = rows.size(i) > 1;
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                quality[rows.annotatorAt(at)] += posterior[i * classes + rows.labelAt(at)];
                given[rows.annotatorAt(at)]++;
            }
        }
        double[] agreed = MajorityVote.agreementWith(rows, labels, several);
        double weights = Arrays.stream(annotatorWeights).sum();
        double share = modelWeight / (modelWeight + weights * rows.size() / rows.items() / rows.annotators());
        for (int j = 0; j < quality.length; j++) {
            quality[j] = share * quality[j] / given[j] + (1 - share) * agreed[j];
        }
        Consensus consensus = new Consensus(classes, posterior, labels, quality, "crowdlab/cleanlab-2.9-best-quality");
        return new CrowdlabResult(
                consensus,
                modelWeight,
                weights,
                Arrays.stream(worstClasses()).boxed().toList());
    }

    /// By annotator the class whose labels agree least with the consensus; of equals the one labelled more
    /// often, then the one of higher consensus quality, then the first.
    private int[] worstClasses() {
        double[][] same = new double[rows.annotators()][];
        double[][] all = new double[rows.annotators()][];
        double[][] sure = new double[rows.annotators()][];
        for (int i = 0; i < rows.items(); i++) {
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                int who = rows.annotatorAt(at);
                int what = rows.labelAt(at);
                if (same[who] == null) {
                    same[who] = new double[classes];
                    all[who] = new double[classes];
                    sure[who] = new double[classes];
                }
                same[who][what] += what == labels[i] ? 1 : 0;
                all[who][what]++;
                sure[who][what] += posterior[i * classes + labels[i]];
            }
        }
        int[] worst = new int[rows.annotators()];
        for (int who = 0; who < worst.length; who++) {
            worst[who] = -1;
            for (int k = 0; all[who] != null && k < classes; k++) {
                if (all[who][k] > 0 && (worst[who] < 0 || worse(same[who], all[who], sure[who], k, worst[who]))) {
                    worst[who] = k;
                }
            }
        }
        return worst;
    }

    private static boolean worse(double[] same, double[] all, double[] sure, int k, int than) {
        int byAgreement = Double.compare(same[than] / all[than], same[k] / all[k]);
        int byCount = Double.compare(all[k], all[than]);
        int byQuality = Double.compare(sure[k] / all[k], sure[than] / all[than]);
        return byAgreement != 0 ? byAgreement > 0 : byCount != 0 ? byCount > 0 : byQuality > 0;
    }
}
