package dev.trefoil.training.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Shares a budget of trials among contenders: first in turn, then each half as many as the next better one, better
/// being the best value known. Depends on what is known and on what was given so far, on nothing else.
final class Allocation {
    private final List<Contender> contenders;
    private final int opening;
    private final Map<String, Integer> given = new HashMap<>();

    Allocation(List<Contender> contenders, int trials) {
        this.contenders = List.copyOf(contenders);
        this.opening = Math.clamp(trials / (3L * contenders.size()), 1, 10);
    }

    /// The contender of the next trial.
    Contender next(List<FinishedTrial> known, Direction direction) {
        Contender next = opening().orElseGet(() -> byRank(known, direction));
        given.merge(next.kind(), 1, Integer::sum);
        return next;
    }

    int given(Contender contender) {
        return given.getOrDefault(contender.kind(), 0);
    }

    /// Notes a trial that an earlier run of the study has finished.
    void took(String kind) {
        given.merge(kind, 1, Integer::sum);
    }

    private Optional<Contender> opening() {
        return contenders.stream()
                .filter(c -> given(c) < Math.min(opening, c.most()))
                .min(Comparator.comparingInt(this::given));
    }

    private Contender byRank(List<FinishedTrial> known, Direction direction) {
        Map<String, Double> best = new HashMap<>();
        for (FinishedTrial trial : known) {
            if (trial.complete() && direction.better(trial.value(), best.getOrDefault(trial.kind(), Double.NaN))) {
                best.put(trial.kind(), trial.value());
            }
        }
        List<Contender> ranked = new ArrayList<>(
                contenders.stream().filter(c -> given(c) < c.most()).toList());
        if (ranked.isEmpty()) {
            ranked.addAll(contenders);
        }
        ranked.sort(Comparator.comparingDouble(c -> {
            Double value = best.get(c.kind());
            return value == null ? Double.POSITIVE_INFINITY : direction.loss(value);
        }));
        Contender chosen = ranked.getFirst();
        double least = Double.POSITIVE_INFINITY;
        double share = 1;
        for (Contender contender : ranked) {
            double load = (given(contender) + 1) / share;
            if (load < least) {
                least = load;
                chosen = contender;
            }
            share /= 2;
        }
        return chosen;
    }
}
