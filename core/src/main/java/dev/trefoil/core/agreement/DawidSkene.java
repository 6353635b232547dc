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

    private final Annotations rows;
    private final Answers answers;
    private final boolean oneCoin;
    private final int classes;
    private final double[] posterior;
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
        this.posterior = new double[rows.items() * classes];
        this.prior = new double[classes];
        this.counts = new double[answers.count() * classes];
        this.errors = new double[answers.count() * classes];
        this.logErrors = new double[answers.count() * classes];
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
        for (int i = 0; i < rows.items(); i++) {
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                posterior[i * classes + rows.labelAt(at)] += 1.0 / rows.size(i);
            }
        }
        maximise();
        double before = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            double entropy = expect();
            maximise();
            double now = (evidence() + entropy) / rows.size();
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

    /// From the annotators' errors to the probabilities of each item's classes; answers their entropy. Few labels are
    /// multiplied, many are added as logarithms, where products would be too small for a double.
    private double expect() {
        double[] logPrior = logPrior();
        double[] start = new double[classes];
        for (int k = 0; k < classes; k++) {
            start[k] = Math.exp(logPrior[k]);
        }
        double[] logs = new double[classes];
        double[] products = new double[classes];
        double entropy = 0;
        for (int i = 0; i < rows.items(); i++) {
            int first = rows.start(i);
            int end = rows.start(i + 1);
            System.arraycopy(logPrior, 0, logs, 0, classes);
            System.arraycopy(start, 0, products, 0, classes);
            for (int at = first; at < end; at++) {
                int pair = answers.at(at) * classes;
                for (int k = 0; k < classes; k++) {
                    logs[k] += logErrors[pair + k];
                    products[k] *= errors[pair + k];
                }
            }
            double most = end - first > MULTIPLIED ? scale(logs, products) : 0;
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                sum += products[k];
            }
            double logSum = Math.log(sum) + most;
            double inverse = 1 / sum;
            for (int k = 0; k < classes; k++) {
                double p = products[k] * inverse;
                posterior[i * classes + k] = p;
                entropy -= p > FLOOR ? p * (logs[k] - logSum) : FLOOR_TERM;
            }
        }
        return entropy;
    }

    /// Replaces products by what the logarithms say, over the largest; answers its logarithm.
    private double scale(double[] logs, double[] products) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        for (int k = 0; k < classes; k++) {
            products[k] = Math.exp(logs[k] - most);
        }
        return most;
    }

    private double[] logPrior() {
        double[] logs = new double[classes];
        for (int k = 0; k < classes; k++) {
            logs[k] = Math.log(Math.max(FLOOR, prior[k]));
        }
        return logs;
    }

    private void maximise() {
        Arrays.fill(prior, 0);
        for (int i = 0; i < rows.items(); i++) {
            for (int k = 0; k < classes; k++) {
                prior[k] += posterior[i * classes + k];
            }
        }
        for (int k = 0; k < classes; k++) {
            prior[k] /= rows.items();
        }
        countLabels();
        if (oneCoin) {
            tossCoins();
        } else {
            countErrors();
        }
        for (int cell = 0; cell < errors.length; cell++) {
            logErrors[cell] = Math.log(errors[cell]);
        }
    }

    private void countLabels() {
        Arrays.fill(counts, 0);
        for (int i = 0; i < rows.items(); i++) {
            int of = i * classes;
            int end = rows.start(i + 1);
            for (int at = rows.start(i); at < end; at++) {
                int pair = answers.at(at) * classes;
                for (int k = 0; k < classes; k++) {
                    counts[pair + k] += posterior[of + k];
                }
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
                    int cell = end * classes + k;
                    errors[cell] = Math.max(FLOOR, counts[cell]);
                    sums[k] += errors[cell];
                }
                end++;
            }
            for (int cell = first * classes; cell < end * classes; cell++) {
                errors[cell] /= sums[cell % classes];
            }
            first = end;
        }
    }

    private void tossCoins() {
        Arrays.fill(skills, 0);
        for (int pair = 0; pair < answers.count(); pair++) {
            skills[answers.annotator(pair)] += counts[pair * classes + answers.label(pair)];
        }
        for (int j = 0; j < skills.length; j++) {
            skills[j] /= labelled[j];
        }
        for (int pair = 0; pair < answers.count(); pair++) {
            double skill = skills[answers.annotator(pair)];
            for (int k = 0; k < classes; k++) {
                double chance = k == answers.label(pair) ? skill : (1 - skill) / (classes - 1);
                errors[pair * classes + k] = Math.min(1 - FLOOR, Math.max(FLOOR, chance));
            }
        }
    }

    /// The lower bound of the evidence less the entropy, as crowd-kit computes it, which counts the prior once for each
    /// label.
    private double evidence() {
        double[] logPrior = logPrior();
        double sum = 0;
        for (int pair = 0; pair < answers.count(); pair++) {
            for (int k = 0; k < classes; k++) {
                int cell = pair * classes + k;
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
            quality[answers.annotator(pair)] += prior[label] * errors[pair * classes + label];
        }
        return quality;
    }
}
