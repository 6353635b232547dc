package dev.trefoil.verify.ui;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A small project that goes round the loop in seconds: who leaves, by age, plan and calls.
final class ClicksProject {
    static final String NAME = "clicks";

    private static final String FILE = """
            trefoil: 1
            project: clicks
            design:
              mode: poc
              problem:
                decision: Whom the desk calls before they leave
                user: The desk
                unit: One customer
                today: It calls nobody
                alternatives: [{id: never, when: "false"}]
              stakeholders:
                - {name: ann, role: owner, signs: [requirements, costs]}
              costs: {false_alarm: 5, miss: 20, currency: EUR}
              requirements:
                - {id: R1, says: It ranks well, measure: auc, at_least: 0.7}
                - {id: R2, says: It costs less than calling nobody, measure: cost_per_1000, better_than: never, by_at_least: 0}
                - {id: R3, says: It answers at once, measure: latency_p99, at_most: 1s}
            data:
              sources: {clicks: data/clicks.csv}
              label: {name: left, task: binary, positive: "yes"}
              split: {by: random, holdout: 0.3, seed: 7}
            development:
              candidates: [{xgboost: {max_depth: 2..4}}]
              search: {trials: 3, seed: 7}
            deployment:
              endpoint: clicks
              rollout: {automation: L0, steps: [shadow, 50%, 100%]}
            monitoring: {window: 1d}
            """;

    private ClicksProject() {}

    static Path in(Path folder) {
        try {
            Files.createDirectories(folder.resolve("data"));
            Files.writeString(folder.resolve("trefoil.yaml"), FILE);
            Files.writeString(folder.resolve("data/clicks.csv"), rows());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String rows() {
        SplittableRandom random = new SplittableRandom(7);
        StringBuilder text = new StringBuilder("age,plan,calls,left\n");
        for (int i = 0; i < 900; i++) {
            int age = random.nextInt(18, 80);
            String plan = random.nextInt(3) == 0 ? "pro" : "basic";
            int calls = random.nextInt(12);
            double pull = calls * 0.4 - age / 40.0 - (plan.equals("pro") ? 1 : 0) + random.nextGaussian();
            text.append(age).append(',').append(plan).append(',').append(calls).append(pull > 0.3 ? ",yes\n" : ",no\n");
        }
        return text.toString();
    }
}
