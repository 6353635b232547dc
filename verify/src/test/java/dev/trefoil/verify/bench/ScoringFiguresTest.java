package dev.trefoil.verify.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs the benchmarks of scoring on the models of a folder and writes their figures there, in `figures.tsv`:
/// model, work, microseconds of processor time, bytes allocated; both for a row, or for a load.
@Tag("long")
@EnabledIfSystemProperty(named = ScoringBenchmark.FOLDER, matches = ".+")
class ScoringFiguresTest {
    private final Path folder = Path.of(System.getProperty(ScoringBenchmark.FOLDER));
    private final List<String> lines = new ArrayList<>();

    @Test
    void rowsAreScoredWithoutAllocatingAnything() throws Exception {
        String[] models = models(".*");
        for (RunResult one : run("ScoringBenchmark.row", models)) {
            // What the harness itself allocates, over as few rows as the largest models score in an iteration.
            assertThat(bytes(one)).isLessThan(16);
        }
        run("ScoringBenchmark.batch", models);
        run("ScoringBenchmark.contributions", models(".*-100x31.*"));
        run("LoadingBenchmark.load");
        run("EncoderBenchmark.*");
        Files.write(folder.resolve("figures.tsv"), lines);
    }

    private String[] models(String names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("(xgb|lgb)-.*") && name.matches(names))
                    .sorted()
                    .toArray(String[]::new);
        }
    }

    private Collection<RunResult> run(String benchmark, String... models) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("\\." + benchmark + "$")
                .jvmArgsPrepend("-D" + ScoringBenchmark.FOLDER + "=" + folder.toAbsolutePath())
                .addProfiler("gc")
                .addProfiler(ProcessorTime.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (models.length > 0) {
            options.param("model", models);
        }
        Collection<RunResult> results = new Runner(options.build()).run();
        for (RunResult one : results) {
            String[] name = one.getParams().getBenchmark().split("\\.");
            String over = one.getParams().getParamsKeys().stream()
                    .map(one.getParams()::getParam)
                    .findFirst()
                    .orElse("load.ubj");
            lines.add(String.format(
                    Locale.ROOT,
                    "%s\t%s %s\t%.4f\t%.1f",
                    over,
                    name[name.length - 2],
                    name[name.length - 1],
                    secondary(one, ProcessorTime.NAME),
                    bytes(one)));
        }
        return results;
    }

    private static double bytes(RunResult one) {
        return secondary(one, "gc.alloc.rate.norm");
    }

    private static double secondary(RunResult one, String name) {
        return one.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(name))
                .map(entry -> (Result<?>) entry.getValue())
                .mapToDouble(Result::getScore)
                .findFirst()
                .orElseThrow();
    }
}
