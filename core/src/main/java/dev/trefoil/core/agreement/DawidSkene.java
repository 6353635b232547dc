package dev.trefoil.core.agreement;

import java.util.Arrays;

/// Dawid and Skene's model (1979), fitted by expectation and maximisation as in crowd-kit 1.4: each annotator
/// has a chance for each label given each true class, or, with one coin, one chance to be right and equal
/// ones for all wrong labels. Starts from the shares of votes, stops when the evidence for each label rises
/// by less than 10⁻⁵ or after 100 rounds.
public final class DawidSkene {
    private static final int ROUNDS = 100;
    private static final double ENOUGH = 1e-5;
    private static final double FLOOR = 1e-10;
    private static final double FLOOR_TERM = FLOOR * Math.log(FLOOR);
    /// So many probabilities of at least [#FLOOR] over the number of labels have a product that a double can hold.
    private static final int MULTIPLIED = 12;
    private static final double SMALL = 1e-50;

    private final Annotations rows;
    private final Answers answers;
    private final boolean oneCoin;
    private final int classes;
    /// The cells of a pair: the classes, filled up with cells of 0 to a multiple of four.
    private final int width;
    /// By place of a label, the first cell of its pair.
    private final int[] cellAt;
    private final double[] posterior;
    /// The prior of the classes, at least [#FLOOR], and 0 in the cells that fill up.
    private final double[] prior;
    /// By pair and true class: how many of the pair's labels belong to the class.
    private final double[] counts;
    /// By pair and true class: how probable the pair's label is, and its logarithm.
    private final double[] errors;
    private final double[] logErrors;
    private final double[] skills;
    private final int[] labelled;

    private DawidSkene(Annotations rows, boolean oneCoin) {
        this.rows = rows;
        this.answers = Answers.of(rows);
        this.oneCoin = oneCoin;
        this.classes = rows.classes();
        this.width = (classes + 3) / 4 * 4;
        this.cellAt = new int[rows.size()];
        for (int at = 0; at < cellAt.length; at++) {
            cellAt[at] = answers.at(at) * width;
        }
        this.posterior = new double[rows.items() * classes];
        this.prior = new double[width];
        this.counts = new double[answers.count() * width];
        this.errors = new double[answers.count() * width];
        this.logErrors = new double[answers.count() * width];
        this.skills = new double[rows.annotators()];
        this.labelled = rows.itemsOfAnnotators();
    }

    /// A chance for each pair of label and true class; an annotator's quality is the chance to label right.
    public static Consensus of(Annotations rows) {
        return new DawidSkene(rows, false).fit("dawid-skene/crowd-kit-1.4");
    }

    /// One chance to be right for each annotator, which is the quality.
    public static Consensus oneCoin(Annotations rows) {
        return new DawidSkene(rows, true).fit("one-coin-dawid-skene/crowd-kit-1.4");
    }

    private Consensus fit(String method) {
        if (classes == 1) {
            Arrays.fill(posterior, 1);
            Arrays.fill(skills, 1);
            return new Consensus(1, posterior, skills, method + "/one-class");
        }
        vote();
        maximise();
        double before = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double now = improve() / rows.size();
            if (now - before < ENOUGH) {
                break;
            }
            before = now;
        }
        for (int cell = 0; cell < posterior.length; cell++) {
            posterior[cell] = Math.max(FLOOR, posterior[cell]);
        }
        return new Consensus(classes, posterior, quality(), method);
    }

    /// Starts from the shares of votes.
    private void vote() {
        double[] shares = new double[width];
        double[] sums = new double[width];
        for (int i = 0; i < rows.items(); i++) {
            Arrays.fill(shares, 0);
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                shares[rows.labelAt(at)] += 1.0 / rows.size(i);
            }
            count(i, shares, sums);
        }
        setPrior(sums);
    }

    /// One round: from the annotators' errors to the probabilities of each item's classes, and from those to errors.
    /// Answers the lower bound of the evidence as crowd-kit has it, which counts the prior once for each label.
    ///
    /// With `q` the product of an item's prior and errors and `s` its sum, the entropy is that of `p = q / s`:
    /// Σ log s − Σ p log q. The second sum is one over pairs, so that no item needs a logarithm for each class.
    private double improve() {
        double[] logPrior = logPrior();
        Arrays.fill(counts, 0);
        double[] sums = new double[width];
        double bound = expect(logPrior, sums);
        for (int k = 0; k < classes; k++) {
            bound -= sums[k] * logPrior[k];
        }
        for (int pair = 0; pair < answers.count(); pair++) {
            for (int cell = pair * width; cell < pair * width + classes; cell++) {
                bound -= counts[cell] * logErrors[cell];
            }
        }
        setPrior(sums);
        maximise();
        return bound + evidence();
    }

    /// Sets the posterior, adds it to the counts and to the sums by class; answers the sum of log s, and what the
    /// floor adds to the entropy. Few labels are multiplied, many are added as logarithms, where products would be
    /// too small for a double.
    private double expect(double[] logPrior, double[] sums) {
        double[] products = new double[width];
        double logs = 0;
        double product = 1;
        long floored = 0;
        for (int i = 0; i < rows.items(); i++) {
            int first = rows.start(i);
            int end = rows.start(i + 1);
            double sum;
            if (end - first <= MULTIPLIED) {
                sum = multiply(first, end, products);
            } else {
                double most = addLogs(first, end, logPrior, products);
                logs += most;
                sum = 0;
                for (double one : products) {
                    sum += one;
                }
            }
            double inverse = 1 / sum;
            for (int k = 0; k < classes; k++) {
                double p = products[k] * inverse;
                products[k] = p;
                posterior[i * classes + k] = p;
                floored += p < FLOOR ? 1 : 0;
            }
            count(i, products, sums);
            product *= sum;
            if (product < SMALL || product > 1 / SMALL) {
                logs += Math.log(product);
                product = 1;
            }
        }
        return logs + Math.log(product) - floored * FLOOR_TERM;
    }

    /// Fills products of the prior and the errors of some labels; answers their sum.
    private double multiply(int first, int end, double[] products) {
        double sum = 0;
        for (int k = 0; k < width; k += 4) {
            double p0 = prior[k];
            double p1 = prior[k + 1];
            double p2 = prior[k + 2];
            double p3 = prior[k + 3];
            for (int at = first; at < end; at++) {
                int cell = cellAt[at] + k;
                p0 *= errors[cell];
                p1 *= errors[cell + 1];
                p2 *= errors[cell + 2];
                p3 *= errors[cell + 3];
            }
            products[k] = p0;
            products[k + 1] = p1;
            products[k + 2] = p2;
            products[k + 3] = p3;
            sum += p0 + p1 + (p2 + p3);
        }
        return sum;
    }

    /// Fills the products over the largest of them; answers its logarithm.
    private double addLogs(int first, int end, double[] logPrior, double[] products) {
        System.arraycopy(logPrior, 0, products, 0, classes);
        for (int at = first; at < end; at++) {
            for (int k = 0; k < classes; k++) {
                products[k] += logErrors[cellAt[at] + k];
            }
        }
        double most = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
            most = Math.max(most, products[k]);
        }
        for (int k = 0; k < classes; k++) {
            products[k] = Math.exp(products[k] - most);
        }
        return most;
    }

    /// Adds the probabilities of an item's classes to each of its labels, and to the sums by class.
    private void count(int item, double[] p, double[] sums) {
        int first = rows.start(item);
        int end = rows.start(item + 1);
        for (int k = 0; k < width; k += 4) {
            double p0 = p[k];
            double p1 = p[k + 1];
            double p2 = p[k + 2];
            double p3 = p[k + 3];
            sums[k] += p0;
            sums[k + 1] += p1;
            sums[k + 2] += p2;
            sums[k + 3] += p3;
            for (int at = first; at < end; at++) {
                int cell = cellAt[at] + k;
                counts[cell] += p0;
                counts[cell + 1] += p1;
                counts[cell + 2] += p2;
                counts[cell + 3] += p3;
            }
        }
    }

    private void setPrior(double[] sums) {
        for (int k = 0; k < classes; k++) {
            prior[k] = Math.max(FLOOR, sums[k] / rows.items());
        }
    }

    private double[] logPrior() {
        double[] logs = new double[classes];
        for (int k = 0; k < classes; k++) {
            logs[k] = Math.log(prior[k]);
        }
        return logs;
    }

    /// From the counts to the errors.
    private void maximise() {
        if (oneCoin) {
            tossCoins();
        } else {
            countErrors();
        }
        for (int pair = 0; pair < answers.count(); pair++) {
            for (int cell = pair * width; cell < pair * width + classes; cell++) {
                logErrors[cell] = Math.log(errors[cell]);
            }
        }
    }

    private void countErrors() {
        double[] sums = new double[classes];
        for (int first = 0; first < answers.count(); ) {
            int end = first;
            Arrays.fill(sums, 0);
            while (end < answers.count() && answers.annotator(end) == answers.annotator(first)) {
                for (int k = 0; k < classes; k++) {
                    int cell = end * width + k;
                    errors[cell] = Math.max(FLOOR, counts[cell]);
                    sums[k] += errors[cell];
                }
                end++;
            }
            for (int pair = first; pair < end; pair++) {
                for (int k = 0; k < classes; k++) {
                    errors[pair * width + k] /= sums[k];
                }
            }
            first = end;
        }
    }

    private void tossCoins() {
        Arrays.fill(skills, 0);
        for (int pair = 0; pair < answers.count(); pair++) {
            skills[answers.annotator(pair)] += counts[pair * width + answers.label(pair)];
        }
        for (int j = 0; j < skills.length; j++) {
            skills[j] /= labelled[j];
        }
        for (int pair = 0; pair < answers.count(); pair++) {
            double skill = skills[answers.annotator(pair)];
            for (int k = 0; k < classes; k++) {
                double chance = k == answers.label(pair) ? skill : (1 - skill) / (classes - 1);
                errors[pair * width + k] = Math.min(1 - FLOOR, Math.max(FLOOR, chance));
            }
        }
    }

    private double evidence() {
        double[] logPrior = logPrior();
        double sum = 0;
        for (int pair = 0; pair < answers.count(); pair++) {
            for (int k = 0; k < classes; k++) {
                int cell = pair * width + k;
                sum += counts[cell] * (logErrors[cell] + logPrior[k]);
            }
        }
        return sum;
    }

    private double[] quality() {
        if (oneCoin) {
            return skills;
        }
        double[] quality = new double[rows.annotators()];
        for (int pair = 0; pair < answers.count(); pair++) {
            int label = answers.label(pair);
            quality[answers.annotator(pair)] += prior[label] * errors[pair * width + label];
        }
        return quality;
    }
}
