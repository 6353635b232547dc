package dev.trefoil.core.metric;

/// Truth × decision for several classes. Classes that are in neither are left out of averages; a class that is
/// never chosen has precision 0, one that never happens has no recall, one that is all there is has no specificity
/// and is left out of its average.
final class ClassTable {
    private final double[] cells;
    private final int classes;
    private final double[] truths;
    private final double[] choices;
    private final double total;

    ClassTable(double[] cells, int classes) {
        this.cells = cells;
        this.classes = classes;
        this.truths = new double[classes];
        this.choices = new double[classes];
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                double cell = cells[i * classes + j];
                truths[i] += cell;
                choices[j] += cell;
                sum += cell;
            }
        }
        total = sum;
    }

    double right() {
        double right = 0;
        for (int k = 0; k < classes; k++) {
            right += cells[k * classes + k];
        }
        return right;
    }

    double macro(ClassRate rate) {
        double sum = 0;
        int seen = 0;
        for (int k = 0; k < classes; k++) {
            boolean known = truths[k] > 0 || choices[k] > 0;
            if (known && !(rate == ClassRate.SPECIFICITY && truths[k] == total)) {
                sum += of(rate, k);
                seen++;
            }
        }
        return sum / seen;
    }

    double weighted(ClassRate rate) {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += truths[k] == 0 ? 0 : truths[k] * of(rate, k);
        }
        return sum / total;
    }

    double micro() {
        return right() / total;
    }

    /// Recall averaged over the classes that happen.
    double balanced() {
        double sum = 0;
        int seen = 0;
        for (int k = 0; k < classes; k++) {
            if (truths[k] > 0) {
                sum += of(ClassRate.RECALL, k);
                seen++;
            }
        }
        return sum / seen;
    }

    /// Cohen's κ with errors weighted by |i − j| to this power; 0 weighs all errors alike.
    double kappa(int power) {
        double observed = 0;
        double expected = 0;
        for (int i = 0; i < classes; i++) {
            for (int j = 0; j < classes; j++) {
                double weight = i == j ? 0 : Math.pow(Math.abs(i - j), power);
                observed += weight * cells[i * classes + j];
                expected += weight * truths[i] * choices[j] / total;
            }
        }
        return expected == 0 ? Double.NaN : 1 - observed / expected;
    }

    double mcc() {
        double both = 0;
        double truth = 0;
        double choice = 0;
        for (int k = 0; k < classes; k++) {
            both += truths[k] * choices[k];
            truth += truths[k] * truths[k];
            choice += choices[k] * choices[k];
        }
        double product = (total * total - choice) * (total * total - truth);
        return product == 0 ? 0 : (right() * total - both) / Math.sqrt(product);
    }

    private double of(ClassRate rate, int k) {
        double hit = cells[k * classes + k];
        return switch (rate) {
            case PRECISION -> choices[k] == 0 ? 0 : hit / choices[k];
            case RECALL -> truths[k] == 0 ? 0 : hit / truths[k];
            case SPECIFICITY -> (total - truths[k] - choices[k] + hit) / (total - truths[k]);
            case F1 -> 2 * hit / (truths[k] + choices[k]);
        };
    }

    enum ClassRate {
        PRECISION,
        RECALL,
        SPECIFICITY,
        F1
    }
}
