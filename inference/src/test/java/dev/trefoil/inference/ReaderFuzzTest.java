package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.inference.ReaderFuzz.Reader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every reader on the inputs that fuzzing has found so far (`src/test/resources/fuzz`), and on new ones.
class ReaderFuzzTest {
    private static final int SECONDS = 60;
    private static final int LARGEST_SEED = 20_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Reader.class)
    void whatFuzzingFoundIsReadOrRefusedInWords(Reader reader) throws Exception {
        List<Path> corpus = corpus(reader);
        assertThat(corpus).isNotEmpty();
        for (Path file : corpus) {
            byte[] data = Files.readAllBytes(file);
            Assertions.assertTimeout(Duration.ofSeconds(20), () -> ReaderFuzz.accept(reader, data), file::toString);
        }
    }

    private static List<Path> corpus(Reader reader) throws Exception {
        Path home = GoldenModelTest.resources("fuzz").resolve(reader.name());
        try (Stream<Path> files = Files.list(home)) {
            return files.sorted().toList();
        }
    }

    /// Coverage-guided, for a minute each, from the golden models and the corpus. What it finds lies in
    /// `target/fuzz`: mend it, and keep the file in the corpus.
    @Tag("long")
    @ParameterizedTest
    @EnumSource(Reader.class)
    void nothingNewBreaksTheReader(Reader reader) throws Exception {
        Path found = Files.createDirectories(Path.of("target", "fuzz", reader.name()));
        Path seeds = Files.createDirectories(folder.resolve("seeds"));
        int number = 0;
        for (Path seed : seeds(reader)) {
            if (Files.size(seed) <= LARGEST_SEED) {
                Files.copy(seed, seeds.resolve("seed-" + number++));
            }
        }
        int seconds = Integer.getInteger("trefoil.fuzz.seconds", SECONDS);
        Path log = found.resolve("log");
        Process fuzzer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx600m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=dev.trefoil.inference.ReaderFuzz",
                        "--target_args=" + reader.name(),
                        "--instrumentation_includes=dev.trefoil.inference.**",
                        "--reproducer_path=" + found,
                        "-artifact_prefix=" + found + "/",
                        "-max_total_time=" + seconds,
                        "-timeout=20",
                        "-rss_limit_mb=2500",
                        "-max_len=" + LARGEST_SEED,
                        Files.createDirectories(found.resolve("corpus")).toString(),
                        seeds.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(fuzzer.waitFor(seconds + 120L, TimeUnit.SECONDS)).isTrue();
            assertThat(fuzzer.exitValue()).as("see " + log.toAbsolutePath()).isZero();
        } finally {
            fuzzer.destroyForcibly();
        }
    }

    private static List<Path> seeds(Reader reader) throws Exception {
        List<Path> seeds = new ArrayList<>(corpus(reader));
        for (String golden : List.of("golden", "golden-old", "golden-onnx")) {
            try (Stream<Path> files = Files.walk(GoldenModelTest.resources(golden))) {
                files.filter(file -> file.endsWith(reader.seeds())).forEach(seeds::add);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return seeds;
    }
}
