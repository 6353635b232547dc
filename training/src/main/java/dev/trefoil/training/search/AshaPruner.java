package dev.trefoil.training.search;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Asynchronous successive halving as Optuna defines it: rung `r` lies at step `firstRung · reduction^r`; a
/// trial goes
/// on when its value there is within the best `1/reduction` of all values recorded at that rung, at least the best.
///
/// @param firstRung step of the first rung; 0 takes a hundredth of the longest completed trial, once there is one
/// @param reduction how many trials there are for each that goes on
public record AshaPruner(int firstRung, int reduction) implements Pruner {
    public AshaPruner() {
        this(0, 4);
    }

    public AshaPruner {
        if (firstRung < 0 || reduction < 2) {
            throw new IllegalArgumentException("ASHA needs a first rung of at least 0 and a reduction of at least 2");
        }
    }

    @Override
    public boolean prune(SortedMap<Integer, Double> curve, List<FinishedTrial> others, Direction direction) {
        long first = firstRung > 0 ? firstRung : estimated(others);
        int step = curve.lastKey();
        if (first == 0) {
            return false;
        }
        int rung = 0;
        for (long at = first; at <= step; at *= reduction, rung++) {
            if (crossing(curve, at) < step) {
                continue;
            }
            double value = curve.getOrDefault(step, Double.NaN);
            if (Double.isNaN(value) || !promoted(value, recorded(others, first, rung, direction), direction)) {
                return true;
            }
        }
        return false;
    }

    private static int estimated(List<FinishedTrial> others) {
        int longest = others.stream()
                .filter(FinishedTrial::complete)
                .mapToInt(FinishedTrial::lastStep)
                .max()
                .orElse(0);
        return longest == 0 ? 0 : Math.max(longest / 100, 1);
    }

    private boolean promoted(double value, List<Double> losses, Direction direction) {
        losses.add(direction.loss(value));
        losses.sort(Double::compare);
        return direction.loss(value) <= losses.get(Math.max(losses.size() / reduction - 1, 0));
    }

    /// Losses of the others at a rung. A pruned trial counts up to the rung that stopped it.
    private List<Double> recorded(List<FinishedTrial> others, long first, int rung, Direction direction) {
        List<Double> losses = new ArrayList<>();
        for (FinishedTrial other : others) {
            long at = first;
            boolean stopped = false;
            for (int r = 0; r < rung && !stopped; r++, at *= reduction) {
                stopped =
                        other.state() == FinishedTrial.State.PRUNED && crossing(other.curve(), at) >= other.lastStep();
            }
            if (!stopped && other.lastStep() >= at && other.state() != FinishedTrial.State.FAILED) {
                losses.add(direction.loss(other.curve().getOrDefault(crossing(other.curve(), at), Double.NaN)));
            }
        }
        return losses;
    }

    /// First reported step at or after the rung; a very large one when there is none.
    private static int crossing(SortedMap<Integer, Double> curve, long at) {
        SortedMap<Integer, Double> tail = curve.tailMap((int) Math.min(at, Integer.MAX_VALUE));
        return tail.isEmpty() ? Integer.MAX_VALUE : tail.firstKey();
    }
}
