package dev.trefoil.platform.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Micros;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.Outbox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Searching stays quick with many runs: 2,000 here, as many as `-Dtrefoil.scale` says when it is to be
/// measured.
@ParameterizedClass
@EnumSource
class RunSearchScaleTest {
    private static final int RUNS = Integer.getInteger("trefoil.scale", 2_000);
    private static final int METRICS = 20;

    @Parameter
    Stores store;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(7);

    @Test
    void filterSortAndNextPageStayBelow300MillisecondsAtTheNinetyFifthPercentile() {
        try (Database database = store.fresh()) {
            SettableClock clock = new SettableClock();
            Experiments experiments = Experiments.open(database, clock);
            Runs runs = new Runs(database, new Outbox(database, clock), clock, random);
            ExperimentId other = database.<Experiment>write(tx -> experiments.ofProject(tx, "other"))
                    .id();
            fill(database, other);
            database.tidy();
            for (String[] question : List.of(
                    new String[] {"true"},
                    new String[] {"true", "metrics.m3 DESC"},
                    new String[] {"metrics.m3 > 0.99", "start_time"},
                    new String[] {"metrics.m3 > 0.5 AND metrics.m7 < 0.01", "metrics.m3 DESC"},
                    new String[] {"params.depth = '6' AND metrics.m1 > 0.3", "metrics.m1"},
                    new String[] {"tags.team LIKE 'd%' AND status = 'FINISHED'", "params.eta", "metrics.m2 DESC"},
                    new String[] {"true", "params.eta DESC"},
                    new String[] {"NOT (metrics.m3 > 0.1 OR params.depth IN ('3', '4'))", "run_name"})) {
                measure(runs, question);
            }
        }
    }

    private void measure(Runs runs, String[] question) {
        List<OrderTerm> order =
                Arrays.stream(question).skip(1).map(PredicateParser::parseOrder).toList();
        RunSearch search = RunSearch.newest(ExperimentId.DEFAULT, 100)
                .where(PredicateParser.parse(question[0]))
                .orderBy(order)
                .byNumbers();
        List<Long> nanos = new ArrayList<>();
        String token = "";
        for (int i = 0; i < 14; i++) {
            long start = System.nanoTime();
            token = runs.search(search.from(token)).next();
            nanos.add(System.nanoTime() - start);
        }
        long start = System.nanoTime();
        long count = runs.count(search, 100_000);
        System.out.println(store + " counted " + count + " in " + (System.nanoTime() - start) / 1_000 + " µs");
        List<Long> sorted = nanos.subList(4, nanos.size()).stream().sorted().toList();
        long p95 = sorted.get(sorted.size() * 95 / 100 - 1) / 1_000;
        System.out.println(store + " " + RUNS + " runs, p50 " + sorted.get(sorted.size() / 2) / 1_000 + " µs, p95 "
                + p95 + " µs: " + String.join(" | ", question));
        assertThat(p95).as(String.join(" | ", question)).isLessThan(300_000);
    }

    private void fill(Database database, ExperimentId other) {
        List<Long> keys = database.write(tx -> {
            List<Long> made = new ArrayList<>();
            for (int k = 0; k < METRICS; k++) {
                made.addAll(tx.query(
                        "INSERT INTO metric_name (name) VALUES (?) RETURNING id", row -> row.integer("id"), "m" + k));
            }
            return made;
        });
        for (int from = 0; from < RUNS; from += 1_000) {
            int first = from;
            database.run(tx -> fill(tx, keys, first, Math.min(first + 1_000, RUNS), other));
        }
    }

    private void fill(Tx tx, List<Long> keys, int from, int until, ExperimentId other) {
        List<Object[]> runs = new ArrayList<>();
        List<Object[]> params = new ArrayList<>();
        List<Object[]> tags = new ArrayList<>();
        List<Object[]> metrics = new ArrayList<>();
        for (int i = from; i < until; i++) {
            long number = i + 1;
            long experiment = i % 10 == 9 ? other.value() : 0;
            String status = i % 3 == 0 ? "FINISHED" : "RUNNING";
            long start = Micros.of(new SettableClock().instant()) + i * 1_000L;
            runs.add(new Object[] {
                number, RunId.fresh().value(), experiment, "run-" + i % 977, "ann", status, i % 50 == 49 ? 1 : 0, start
            });
            for (int p = 0; p < 10; p++) {
                String key = p == 0 ? "depth" : p == 1 ? "eta" : "p" + p;
                params.add(new Object[] {number, key, Integer.toString(random.nextInt(3, 9))});
            }
            tags.add(new Object[] {number, "team", i % 2 == 0 ? "desk" : "ops"});
            tags.add(new Object[] {number, "mlflow.runName", "run-" + i % 977});
            for (long key : keys) {
                metrics.add(new Object[] {number, key, experiment, random.nextDouble(), 0, 0, 0});
            }
        }
        tx.batch(
                "INSERT INTO run (number, id, experiment, name, user_name, status, deleted, started_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                runs);
        tx.batch("INSERT INTO run_param (run, key, value) VALUES (?, ?, ?)", params);
        tx.batch("INSERT INTO run_tag (run, key, value) VALUES (?, ?, ?)", tags);
        tx.batch(
                "INSERT INTO metric_latest (run, key, experiment, value, nan, step, logged_ms)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                metrics);
    }
}
