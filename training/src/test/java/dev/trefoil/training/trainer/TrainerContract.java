package dev.trefoil.training.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.metric.MetricEstimator;
import dev.trefoil.core.metric.Scored;
import dev.trefoil.core.signature.Task;
import dev.trefoil.training.search.Hyperparameters;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every trainer keeps.
abstract class TrainerContract {
    abstract Trainer trainer();

    /// Settings under which a small training takes little time.
    abstract Hyperparameters quick();

    @Test
    void learnsTwoClasses() {
        Watch watch = new Watch(10);
        TrainingSet set = set(Task.BINARY, 2, 2000, 1);
        trainer().train(set, quick(), 7, watch);
        assertThat(auc(watch.last(), set.validation())).isGreaterThan(0.8);
    }

    @Test
    void learnsSeveralClassesRowByRow() {
        Watch watch = new Watch(10);
        TrainingSet set = set(Task.MULTICLASS, 3, 2000, 1);
        trainer().train(set, quick(), 7, watch);
        double[] answers = watch.last();
        int right = 0;
        EncodedRows held = held(set);
        for (int row = 0; row < held.rows(); row++) {
            double sum = 0;
            int best = 0;
            for (int k = 0; k < 3; k++) {
                sum += answers[row * 3 + k];
                best = answers[row * 3 + k] > answers[row * 3 + best] ? k : best;
            }
            assertThat(sum).isBetween(1 - 1e-5, 1 + 1e-5);
            right += best == (int) held.labels()[row] ? 1 : 0;
        }
        assertThat(right / (double) held.rows()).isGreaterThan(0.6);
    }

    @Test
    void learnsNumbers() {
        Watch watch = new Watch(10);
        TrainingSet set = set(Task.REGRESSION, 0, 2000, 1);
        trainer().train(set, quick(), 7, watch);
        double[] truth = new double[held(set).rows()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = held(set).labels()[i];
        }
        assertThat(MetricEstimator.value(Metric.R2, Scored.regression(watch.last(), truth)))
                .isGreaterThan(0.6);
    }

    @Test
    void sameSeedGivesTheSameBytesOnAnyNumberOfThreads() {
        TrainingSet one = set(Task.BINARY, 2, 3000, 1);
        TrainingSet two = set(Task.BINARY, 2, 3000, 2);
        Digest first = Digest.of(
                trainer().train(one, quick(), 7, TrainingMonitor.BLIND).bytes());
        Digest again = Digest.of(
                trainer().train(one, quick(), 7, TrainingMonitor.BLIND).bytes());
        Digest wider = Digest.of(trainer().train(two, quick(), 7, new Watch(5)).bytes());
        assertThat(again).isEqualTo(first);
        assertThat(wider).isEqualTo(first);
    }

    @Test
    void missingFeaturesAreTaken() {
        TrainingSet set = set(Task.BINARY, 2, 500, 1);
        float[] holes = set.rows().features().clone();
        for (int i = 0; i < holes.length; i += 7) {
            holes[i] = Float.NaN;
        }
        EncodedRows rows =
                new EncodedRows(holes, set.rows().columns(), set.rows().labels(), null);
        Watch watch = new Watch(10);
        trainer().train(new TrainingSet(rows, set.validation(), Task.BINARY, 2, set.names(), 1), quick(), 7, watch);
        assertThat(auc(watch.last(), set.validation())).isGreaterThan(0.7);
    }

    @Test
    void weightsCountLikeRepeatedRows() {
        TrainingSet set = set(Task.BINARY, 2, 400, 1);
        float[] weights = new float[400];
        int[] repeated = new int[600];
        int at = 0;
        for (int row = 0; row < 400; row++) {
            weights[row] = row < 200 ? 2 : 1;
            repeated[at++] = row;
            if (row < 200) {
                repeated[at++] = row;
            }
        }
        Watch weighted = new Watch(1000);
        Watch doubled = new Watch(1000);
        EncodedRows heavy = new EncodedRows(
                set.rows().features(), set.rows().columns(), set.rows().labels(), weights);
        Hyperparameters whole =
                quick().with("subsample", 1).with("bagging_fraction", 1).with("min_data_in_leaf", 1);
        trainer().train(with(set, heavy), whole, 7, weighted);
        trainer().train(with(set, set.rows().pick(repeated)), whole, 7, doubled);
        assertThat(Math.abs(auc(weighted.last(), set.validation()) - auc(doubled.last(), set.validation())))
                .isLessThan(0.03);
    }

    @Test
    void aMonitorThatHadEnoughEndsTheTraining() {
        Watch watch = new Watch(5) {
            @Override
            public boolean after(int round, double[] predictions) {
                super.after(round, predictions);
                return false;
            }
        };
        trainer().train(set(Task.BINARY, 2, 500, 1), quick(), 7, watch);
        assertThat(watch.rounds).hasSize(1);
    }

    @Test
    void aCancelledTrainingEndsAtOnce() {
        TrainingMonitor cancelled = new TrainingMonitor() {
            @Override
            public boolean after(int round, double[] predictions) {
                return true;
            }

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> trainer().train(set(Task.BINARY, 2, 500, 1), quick(), 7, cancelled))
                .isInstanceOf(CancellationException.class);
    }

    @Test
    void settingsOutOfPlaceAreRefusedInOneLine() {
        assertThatThrownBy(() -> trainer().train(set(Task.BINARY, 2, 200, 1), nonsense(), 7, TrainingMonitor.BLIND))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage().lines().count()).isEqualTo(1));
    }

    /// Settings that the trainer must refuse.
    abstract Hyperparameters nonsense();

    private static TrainingSet with(TrainingSet set, EncodedRows rows) {
        return new TrainingSet(rows, set.validation(), set.task(), set.classes(), set.names(), 1);
    }

    private static double auc(double[] scores, @Nullable EncodedRows held) {
        if (held == null) {
            throw new AssertionError("no validation rows");
        }
        double[] truth = new double[held.rows()];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = held.labels()[i];
        }
        return MetricEstimator.value(Metric.AUC, Scored.binary(scores, truth));
    }

    static EncodedRows held(TrainingSet set) {
        EncodedRows held = set.validation();
        if (held == null) {
            throw new AssertionError("no validation rows");
        }
        return held;
    }

    static TrainingSet set(Task task, int classes, int rows, int threads) {
        List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
        return new TrainingSet(rows(task, rows, 1), rows(task, 1000, 2), task, classes, names, threads);
    }

    private static EncodedRows rows(Task task, int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] features = new float[rows * 5];
        float[] labels = new float[rows];
        for (int row = 0; row < rows; row++) {
            for (int j = 0; j < 5; j++) {
                features[row * 5 + j] = (float) random.nextGaussian();
            }
            double a = features[row * 5];
            double b = features[row * 5 + 1];
            double noise = random.nextGaussian();
            labels[row] = switch (task) {
                case BINARY -> 2 * a - b + noise > 0 ? 1 : 0;
                case MULTICLASS -> 2 * a + 0.5 * noise > 0.8 ? 2 : 2 * b + 0.5 * noise > 0 ? 1 : 0;
                case REGRESSION -> (float) (10 + 3 * a - 2 * b + noise);
            };
        }
        return new EncodedRows(features, 5, labels, null);
    }

    /// Keeps what a training reported.
    static class Watch implements TrainingMonitor {
        final List<Integer> rounds = new ArrayList<>();
        private final int interval;
        private double @Nullable [] last;

        Watch(int interval) {
            this.interval = interval;
        }

        @Override
        public boolean after(int round, double[] predictions) {
            rounds.add(round);
            last = predictions;
            return true;
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public int interval() {
            return interval;
        }

        double[] last() {
            if (last == null) {
                throw new AssertionError("nothing was reported");
            }
            return last;
        }
    }
}
