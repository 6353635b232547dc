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

    private final Annotations rows;
    private final Answers answers;
    private final boolean oneCoin;
    private final int classes;
    private final double[] posterior;
    private final double[] prior;
    /// By pair and true class: how probable the pair's label is, as a logarithm.
    private final double[] logErrors;
    private final double[] skills;

    private DawidSkene(Annotations rows, boolean oneCoin) {
        this.rows = rows;
        this.answers = Answers.of(rows);
        this.oneCoin = oneCoin;
        this.classes = rows.classes();
        this.posterior = new double[rows.items() * classes];
        this.prior = new double[classes];
        this.logErrors = new double[answers.count() * classes];
        this.skills = new double[rows.annotators()];
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
            expect();
            maximise();
            double now = evidence() / rows.size();
            if (now - before < ENOUGH) {
                break;
            }
            before = now;
        }
        return new Consensus(classes, posterior, quality(), method);
    }

    /// From the annotators' errors to the probabilities of each item's classes.
    private void expect() {
        double[] logPrior = logPrior();
        double[] logs = new double[classes];
        for (int i = 0; i < rows.items(); i++) {
            System.arraycopy(logPrior, 0, logs, 0, classes);
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                int pair = answers.at(at) * classes;
                for (int k = 0; k < classes; k++) {
                    logs[k] += logErrors[pair + k];
                }
            }
            double most = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < classes; k++) {
                most = Math.max(most, logs[k]);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                logs[k] = Math.exp(logs[k] - most);
                sum += logs[k];
            }
            for (int k = 0; k < classes; k++) {
                posterior[i * classes + k] = logs[k] / sum;
            }
        }
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
        if (oneCoin) {
            tossCoins();
        } else {
            countErrors();
        }
        for (int cell = 0; cell < logErrors.length; cell++) {
            logErrors[cell] = Math.log(logErrors[cell]);
        }
    }

    private void countErrors() {
        Arrays.fill(logErrors, 0);
        for (int i = 0; i < rows.items(); i++) {
            int of = i * classes;
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                int pair = answers.at(at) * classes;
                for (int k = 0; k < classes; k++) {
                    logErrors[pair + k] += posterior[of + k];
                }
            }
        }
        double[] sums = new double[classes];
        for (int first = 0; first < answers.count(); ) {
            int end = first;
            Arrays.fill(sums, 0);
            while (end < answers.count() && answers.annotator(end) == answers.annotator(first)) {
                for (int k = 0; k < classes; k++) {
                    int cell = end * classes + k;
                    logErrors[cell] = Math.max(FLOOR, logErrors[cell]);
                    sums[k] += logErrors[cell];
                }
                end++;
            }
            for (int cell = first * classes; cell < end * classes; cell++) {
                logErrors[cell] /= sums[cell % classes];
            }
            first = end;
        }
    }

    private void tossCoins() {
        Arrays.fill(skills, 0);
        double[] given = new double[skills.length];
        for (int i = 0; i < rows.items(); i++) {
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                skills[rows.annotatorAt(at)] += posterior[i * classes + rows.labelAt(at)];
                given[rows.annotatorAt(at)]++;
            }
        }
        for (int j = 0; j < skills.length; j++) {
            skills[j] /= given[j];
        }
        for (int pair = 0; pair < answers.count(); pair++) {
            double skill = skills[answers.annotator(pair)];
            for (int k = 0; k < classes; k++) {
                double chance = k == answers.label(pair) ? skill : (1 - skill) / (classes - 1);
                logErrors[pair * classes + k] = Math.min(1 - FLOOR, Math.max(FLOOR, chance));
            }
        }
    }

    /// The lower bound of the evidence as crowd-kit computes it, which counts the prior once for each label.
    /// Leaves probabilities of at least 10⁻¹⁰.
    private double evidence() {
        double[] logPrior = logPrior();
        double sum = 0;
        for (int i = 0; i < rows.items(); i++) {
            int of = i * classes;
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                int pair = answers.at(at) * classes;
                for (int k = 0; k < classes; k++) {
                    sum += posterior[of + k] * (logErrors[pair + k] + logPrior[k]);
                }
            }
            for (int k = 0; k < classes; k++) {
                double p = Math.max(FLOOR, posterior[of + k]);
                posterior[of + k] = p;
                sum -= p * Math.log(p);
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
            quality[answers.annotator(pair)] += prior[label] * Math.exp(logErrors[pair * classes + label]);
        }
        return quality;
    }
}
