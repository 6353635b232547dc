package dev.trefoil.training.trainer;

/// Watches a training and can end it.
public interface TrainingMonitor {
    /// Lets a training run to its end.
    TrainingMonitor BLIND = new TrainingMonitor() {
        @Override
        public boolean after(int round, double[] predictions) {
            return true;
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /// Called after every [#interval] rounds and after the last, when there are validation rows, with the
    /// predictions
    /// for them: a probability, one per class, or a number, row after row. False ends the training; its model is
    /// then
    /// of no use.
    boolean after(int round, double[] predictions);

    /// Asked between rounds; true ends the training by a [java.util.concurrent.CancellationException].
    boolean cancelled();

    /// Rounds between two calls of [#after].
    default int interval() {
        return 5;
    }
}
