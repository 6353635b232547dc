package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.training.search.FinishedTrial;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The finished trials of developments, so that one that was broken off goes on where it stood. A development is known
/// by its key: the same table, charter, code and seed give the same trials.
final class TrialMemory {
    private static final String STEP = "trial";

    private final Datasets datasets;
    private final String project;
    private final Digest development;

    TrialMemory(Datasets datasets, String project, Digest development) {
        this.datasets = datasets;
        this.project = project;
        this.development = development;
    }

    /// One setting: a number or a word.
    record Stored(
            String name, @Nullable String number, @Nullable String word) {}

    /// A trial as it is kept; numbers as texts, which keep every bit and NaN.
    record Kept(
            int number,
            String kind,
            List<Stored> settings,
            String state,
            String value,
            int step,
            SortedMap<Integer, String> curve,
            String failure) {}

    /// Those of a search for so many trials that are over.
    List<FinishedTrial> known(int trials) {
        List<FinishedTrial> known = new ArrayList<>();
        for (int number = 0; number < trials; number++) {
            datasets.stepResult(project, STEP, key(number))
                    .map(json -> trial(PipelineCodec.read(json, Kept.class)))
                    .ifPresent(known::add);
        }
        return known;
    }

    void keep(FinishedTrial trial) {
        List<Stored> settings = new ArrayList<>();
        trial.parameters()
                .settings()
                .forEach((name, setting) -> settings.add(
                        switch (setting) {
                            case Setting.Numeric(double value) -> new Stored(name, Double.toString(value), null);
                            case Setting.Word(String word) -> new Stored(name, null, word);
                        }));
        SortedMap<Integer, String> curve = new TreeMap<>();
        trial.curve().forEach((step, value) -> curve.put(step, Double.toString(value)));
        Kept kept = new Kept(
                trial.number(),
                trial.kind(),
                settings,
                trial.state().name(),
                Double.toString(trial.value()),
                trial.step(),
                curve,
                trial.failure());
        datasets.rememberStep(project, STEP, key(trial.number()), PipelineCodec.write(kept));
    }

    /// The search is over, and its development remembered: nobody goes on with it.
    void forget(int trials) {
        datasets.forgetSteps(
                project, STEP, IntStream.range(0, trials).mapToObj(this::key).toList());
    }

    private Digest key(int number) {
        return new DigestBuilder().add(development).add(number).build();
    }

    private static FinishedTrial trial(Kept kept) {
        Hyperparameters parameters = Hyperparameters.NONE;
        for (Stored setting : kept.settings()) {
            String number = setting.number();
            parameters = number != null
                    ? parameters.with(setting.name(), Double.parseDouble(number))
                    : parameters.with(setting.name(), String.valueOf(setting.word()));
        }
        SortedMap<Integer, Double> curve = new TreeMap<>();
        kept.curve().forEach((step, value) -> curve.put(step, Double.parseDouble(value)));
        return new FinishedTrial(
                kept.number(),
                kept.kind(),
                parameters,
                FinishedTrial.State.valueOf(kept.state()),
                Double.parseDouble(kept.value()),
                kept.step(),
                curve,
                kept.failure());
    }
}
