package dev.trefoil.training.sample;

import java.util.Arrays;

/// Rows to learn from and rows to be judged on; no row is in both. Positions ascend.
public final class Fold {
    private final int[] learn;
    private final int[] judge;

    public Fold(int[] learn, int[] judge) {
        this.learn = learn;
        this.judge = judge;
        Arrays.sort(learn);
        Arrays.sort(judge);
    }

    /// The array itself.
    public int[] learn() {
        return learn;
    }

    /// The array itself.
    public int[] judge() {
        return judge;
    }
}
