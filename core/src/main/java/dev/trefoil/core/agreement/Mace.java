package dev.trefoil.core.agreement;

import dev.trefoil.core.distribution.Gamma;
import dev.trefoil.core.random.MersenneTwister;
import java.util.Arrays;

/// Multi-annotator competence estimation (Hovy and others 2013), variational as in crowd-kit 1.4: an
/// annotator either knows the class or draws a label from habits of their own. Quality is the chance to know.
/// The first guess is drawn as crowd-kit's with seed 0, whose restarts all begin at the same guess, so that
/// there is one here.
///
/// crowd-kit mixes up annotators and labels that do not first appear in sorted order; here they are never
/// mixed up.
public final class Mace {
    private static final int ROUNDS = 50;
    private static final double NOISE = 0.5;
    private static final double KNOWING_PRIOR = 0.5;
    private static final double HABIT_PRIOR = 10;

    private final Annotations rows;
    private final Answers answers;
    private final int classes;
    private final double[] posterior;
    private final double[] guesses;
    private final double[] knows;
    private final double[] habit;

    private Mace(Annotations rows, long seed) {
        this.rows = rows;
        this.answers = Answers.of(rows);
        this.classes = rows.classes();
        this.posterior = new double[rows.items() * classes];
        this.guesses = new double[rows.annotators()];
        this.knows = new double[rows.annotators()];
        this.habit = new double[answers.count()];
        start(seed);
    }

    /// With crowd-kit's seed.
    public static Consensus of(Annotations rows) {
        return of(rows, 0);
    }

    public static Consensus of(Annotations rows, long seed) {
        Mace model = new Mace(rows, seed);
        model.expect();
        for (int round = 0; round < ROUNDS; round++) {
            model.maximise();
            model.expect();
        }
        return new Consensus(rows.classes(), model.posterior, model.knows, "mace/crowd-kit-1.4-variational");
    }

    private void start(long seed) {
        int annotators = rows.annotators();
        int[] whoCame = new int[annotators];
        for (int j = 0; j < annotators; j++) {
            whoCame[rows.annotatorCame(j)] = j;
        }
        MersenneTwister random = MersenneTwister.ofNumpy(seed);
        for (int who : whoCame) {
            double first = 1 + (1 + NOISE) * random.nextDouble();
            double second = 1 + (1 + NOISE) * random.nextDouble();
            guesses[who] = first / (first + second);
            knows[who] = second / (first + second);
        }
        random = MersenneTwister.ofNumpy(seed);
        int[] first = new int[annotators + 1];
        for (int pair = 0; pair < answers.count(); pair++) {
            first[answers.annotator(pair) + 1] = pair + 1;
        }
        double[] drawn = new double[classes];
        for (int who : whoCame) {
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                drawn[k] = 1 + (1 + NOISE) * random.nextDouble();
                sum += drawn[k];
            }
            for (int pair = start(first, who); pair < first[who + 1]; pair++) {
                habit[pair] = drawn[rows.labelCame(answers.label(pair))] / sum;
            }
        }
    }

    /// An annotator without labels has no pairs and leaves a gap of 0.
    private static int start(int[] first, int who) {
        int at = who;
        while (at > 0 && first[at] == 0) {
            at--;
        }
        return first[at];
    }

    private void expect() {
        double[] logs = new double[classes];
        for (int i = 0; i < rows.items(); i++) {
            Arrays.fill(logs, 0);
            double others = 0;
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                int pair = answers.at(at);
                int who = answers.annotator(pair);
                double guessed = Math.log(guesses[who] * habit[pair]);
                others += guessed;
                logs[answers.label(pair)] += Math.log(guesses[who] * habit[pair] + knows[who]) - guessed;
            }
            double most = Double.NEGATIVE_INFINITY;
            for (double log : logs) {
                most = Math.max(most, log + others);
            }
            double sum = 0;
            for (int k = 0; k < classes; k++) {
                logs[k] = Math.exp(logs[k] + others - most);
                sum += logs[k];
            }
            for (int k = 0; k < classes; k++) {
                posterior[i * classes + k] = logs[k] / sum;
            }
        }
    }

    private void maximise() {
        double[] known = new double[rows.annotators()];
        double[] guessed = new double[rows.annotators()];
        double[] said = new double[answers.count()];
        for (int i = 0; i < rows.items(); i++) {
            for (int at = rows.start(i); at < rows.start(i + 1); at++) {
                int pair = answers.at(at);
                int who = answers.annotator(pair);
                double right = posterior[i * classes + answers.label(pair)];
                double guess = guesses[who] * habit[pair];
                double chance = 1 - right + right * guess / (guess + knows[who]);
                said[pair] += chance;
                guessed[who] += chance;
                known[who] += right * knows[who] / (guess + knows[who]);
            }
        }
        for (int j = 0; j < known.length; j++) {
            double all = Gamma.digamma(guessed[j] + known[j] + 2 * KNOWING_PRIOR);
            guesses[j] = Math.exp(Gamma.digamma(guessed[j] + KNOWING_PRIOR) - all);
            knows[j] = Math.exp(Gamma.digamma(known[j] + KNOWING_PRIOR) - all);
        }
        for (int pair = 0; pair < said.length; pair++) {
            double all = Gamma.digamma(guessed[answers.annotator(pair)] + classes * HABIT_PRIOR);
            habit[pair] = Math.exp(Gamma.digamma(said[pair] + HABIT_PRIOR) - all);
        }
    }
}
