package dev.trefoil.platform.tracking;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Makes a curve of fewer points that looks the same.
final class Thinning {
    private Thinning() {}

    /// First, last, and the least and greatest finite value of equal stretches of the rest, or the first of a stretch
    /// without one. Deterministic.
    static List<MetricPoint> to(int points, List<MetricPoint> all) {
        if (points < 4) {
            throw new IllegalArgumentException("at least 4 points");
        }
        if (all.size() <= points) {
            return List.copyOf(all);
        }
        int stretches = (points - 2) / 2;
        SequencedSet<Integer> kept = new LinkedHashSet<>();
        kept.add(0);
        int inner = all.size() - 2;
        for (int i = 0; i < stretches; i++) {
            int from = 1 + (int) ((long) inner * i / stretches);
            int until = 1 + (int) ((long) inner * (i + 1) / stretches);
            keepExtremes(all, from, until, kept);
        }
        kept.add(all.size() - 1);
        List<MetricPoint> thinned = new ArrayList<>(kept.size());
        kept.forEach(index -> thinned.add(all.get(index)));
        return List.copyOf(thinned);
    }

    private static void keepExtremes(List<MetricPoint> all, int from, int until, SequencedSet<Integer> kept) {
        int least = -1;
        int greatest = -1;
        for (int i = from; i < until; i++) {
            double value = all.get(i).value();
            if (!Double.isFinite(value)) {
                continue;
            }
            if (least < 0 || value < all.get(least).value()) {
                least = i;
            }
            if (greatest < 0 || value > all.get(greatest).value()) {
                greatest = i;
            }
        }
        if (least >= 0) {
            kept.add(Math.min(least, greatest));
            kept.add(Math.max(least, greatest));
        } else if (from < until) {
            kept.add(from);
        }
    }
}
