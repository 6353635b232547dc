package dev.trefoil.core.agreement;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One label for each item, how sure it is, and how good each annotator is.
public final class Consensus {
    private final int classes;
    private final int[] labels;
    private final double[] confidence;
    private final double[] annotatorQuality;
    private final double @Nullable [] posterior;
    private final String method;

    Consensus(int classes, int[] labels, double[] confidence, double[] annotatorQuality, String method) {
        this.classes = classes;
        this.labels = labels;
        this.confidence = confidence;
        this.annotatorQuality = annotatorQuality;
        this.posterior = null;
        this.method = method;
    }

    /// The most probable class of each item, the first of equals.
    Consensus(int classes, double[] posterior, double[] annotatorQuality, String method) {
        this(classes, posterior, best(posterior, classes), annotatorQuality, method);
    }

    Consensus(int classes, double[] posterior, int[] labels, double[] annotatorQuality, String method) {
        this.classes = classes;
        this.labels = labels;
        this.confidence = new double[labels.length];
        for (int i = 0; i < labels.length; i++) {
            confidence[i] = posterior[i * classes + labels[i]];
        }
        this.annotatorQuality = annotatorQuality;
        this.posterior = posterior;
        this.method = method;
    }

    static int[] best(double[] posterior, int classes) {
        int[] labels = new int[posterior.length / classes];
        for (int i = 0; i < labels.length; i++) {
            for (int k = 1; k < classes; k++) {
                labels[i] = posterior[i * classes + k] > posterior[i * classes + labels[i]] ? k : labels[i];
            }
        }
        return labels;
    }

    public int items() {
        return labels.length;
    }

    public int label(int item) {
        return labels[item];
    }

    /// In [0, 1]: the share of votes of the majority, else the probability that the label is right.
    public double confidence(int item) {
        return confidence[item];
    }

    /// The probability of a class; empty for the majority, which has votes only.
    public Optional<Double> probability(int item, int of) {
        return posterior == null ? Optional.empty() : Optional.of(posterior[item * classes + of]);
    }

    /// In [0, 1], higher is better; NaN where nothing is known. What it means depends on the method: the
    /// share of labels equal to the consensus (majority), the chance to label right (Dawid-Skene, one coin),
    /// the chance not to guess (MACE), CROWDLAB's mixture of both.
    public double annotatorQuality(int annotator) {
        return annotatorQuality[annotator];
    }

    public String method() {
        return method;
    }
}
