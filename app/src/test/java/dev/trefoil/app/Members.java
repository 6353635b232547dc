package dev.trefoil.app;

import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// A small project made up for tests: members of a club, and whether they left. One column of each type.
final class Members {
    static final int ROWS = 900;
    static final LocalDateTime START = LocalDateTime.of(2024, 1, 1, 0, 0);

    private Members() {}

    /// The files of the project.
    static Map<String, String> files(String charter) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("trefoil.yaml", charter);
        files.put("members.csv", csv(1, 0, ROWS));
        return files;
    }

    static String charter() {
        return charter("min_rows: 60", "window: 1d");
    }

    /// @param rollout more keys of deployment.rollout, in flow style
    /// @param monitoring keys below monitoring, each on its line
    static String charter(String rollout, String monitoring) {
        return """
                trefoil: 1
                project: members
                design:
                  mode: poc
                  problem:
                    decision: Call members who are about to leave
                    user: the desk
                    unit: one member a month
                    today: The desk calls who has paid more than 60
                    alternatives:
                      - {id: desk-rule, score: paid, when: "paid > 60"}
                  stakeholders:
                    - {name: desk, role: owner, signs: [requirements]}
                  costs: {false_alarm: 1, miss: 3, currency: EUR}
                  requirements:
                    - {id: R1, says: Tells who leaves, measure: auc, at_least: 0.6}
                    - {id: R2, says: Answers at once, measure: latency_p99, at_most: 2s}
                data:
                  sources: {members: members.csv}
                  id: id
                  time: at
                  label: {name: left, arrives_after: 1h}
                  split: {by: time, holdout_from: 2024-01-25}
                development:
                  baselines: [majority, desk-rule]
                  candidates: [logistic]
                  search: {trials: 1, seed: 3}
                deployment:
                  endpoint: members
                  rollout: {strategy: canary, automation: L5, steps: [shadow, 50%, 100%], ROLLOUT}
                monitoring:
                  MONITORING
                """.replace("ROLLOUT", rollout).replace("MONITORING", String.join("\n  ", monitoring.split("\n")));
    }

    /// Whether a member leaves depends on what was paid, the visits, and the city.
    static boolean leaves(double paid, long visits, boolean family, String city, double luck) {
        double lean = 0.06 * (paid - 50) - 0.35 * (visits - 5) - (family ? 0.8 : 0) + (city.equals("north") ? 0.9 : 0);
        return luck < 1 / (1 + Math.exp(-lean));
    }

    /// One row: id, time, paid, visits, family, city, left.
    static List<Object> row(long seed, int r) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003 + r);
        double paid = Math.rint(random.nextDouble(10, 100) * 100) / 100;
        long visits = random.nextInt(0, 11);
        boolean family = random.nextBoolean();
        String city = random.nextBoolean() ? "north" : "south";
        boolean left = leaves(paid, visits, family, city, random.nextDouble());
        return List.of("m" + seed + "-" + r, START.plusHours(r), paid, visits, family, city, left);
    }

    static String csv(long seed, int from, int until) {
        StringBuilder text = new StringBuilder("id,at,paid,visits,family,city,left\n");
        for (int r = from; r < until; r++) {
            List<Object> row = row(seed, r);
            for (int c = 0; c < row.size(); c++) {
                text.append(c == 0 ? "" : ",").append(row.get(c));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /// A V2 request for rows of a seed, with their ids and times.
    static Map<String, Object> ask(long seed, int from, int until) {
        List<List<Object>> rows = java.util.stream.IntStream.range(from, until)
                .mapToObj(r -> row(seed, r))
                .toList();
        return House.infer(
                Map.of("prediction_ids", column(rows, 0), "event_times", texts(rows, 1)),
                List.of(
                        House.tensor("paid", "FP64", column(rows, 2)),
                        House.tensor("visits", "INT64", column(rows, 3)),
                        House.tensor("family", "BOOL", column(rows, 4)),
                        House.tensor("city", "BYTES", column(rows, 5)),
                        House.tensor("at", "BYTES", texts(rows, 1))));
    }

    /// The truth of those rows.
    static Map<String, Object> truth(long seed, int from, int until) {
        return Map.of(
                "truth",
                java.util.stream.IntStream.range(from, until)
                        .mapToObj(r -> {
                            List<Object> row = row(seed, r);
                            return Map.of(
                                    "prediction_id",
                                    row.getFirst(),
                                    "value",
                                    row.get(6),
                                    "known_at",
                                    row.get(1).toString() + ":00Z");
                        })
                        .toList());
    }

    private static List<Object> column(List<List<Object>> rows, int c) {
        return rows.stream().map(row -> row.get(c)).toList();
    }

    private static List<String> texts(List<List<Object>> rows, int c) {
        return rows.stream().map(row -> row.get(c).toString()).toList();
    }
}
