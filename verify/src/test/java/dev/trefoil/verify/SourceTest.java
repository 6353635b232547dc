package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What can be told from the text of the sources alone.
class SourceTest {
    private static final int MOST_LINES = 500;
    private static final int MOST_COLUMNS = 120;
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b(?!\\(#\\d+\\))");
    private static final Pattern REGISTRY_HOST = Pattern.compile("https?://(repo|registry|files|deb)[0-9]*\\.");

    @Test
    void noFileIsLongerThanFiveHundredLines() {
        List<String> long_ = new ArrayList<>();
        for (Path file : sources()) {
            long lines = Checkout.read(file).lines().count();
            if (lines > MOST_LINES) {
                long_.add(Checkout.relative(file) + ": " + lines + " lines; split it by noun");
            }
        }
        assertThat(long_).isEmpty();
    }

    @Test
    void docCommentsAreMarkdown() {
        assertThat(linesOf(allJava(), line -> line.strip().startsWith("/**")))
                .as("write /// instead of /** */")
                .isEmpty();
    }

    @Test
    void docCommentsFitTheLine() {
        assertThat(linesOf(allJava(), line -> line.strip().startsWith("///") && line.length() > MOST_COLUMNS))
                .as("wrap it by hand: the formatter breaks longer ones in the wrong place")
                .isEmpty();
    }

    @Test
    void nothingIsLeftForLaterWithoutAnIssue() {
        List<Path> files = Checkout.files(
                Checkout.ROOT,
                name -> name.matches(".*\\.(java|js|css|sql|py|sh|md)|trefoil|\\.ci/run")
                        && !name.startsWith("verify/src/test/java/dev/trefoil/verify/SourceTest"));
        assertThat(linesOf(files, line -> UNFINISHED.matcher(line).find()))
                .as("finish it, or name the issue: TODO(#12)")
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsAndIsNullMarked() {
        List<String> missing = new ArrayList<>();
        TreeSet<Path> packages = new TreeSet<>();
        Checkout.java("main").forEach(file -> packages.add(file.resolveSibling("package-info.java")));
        for (Path info : packages) {
            if (!Files.exists(info)) {
                missing.add(Checkout.relative(info) + " is missing");
            } else if (!Checkout.read(info).contains("@NullMarked")
                    || !Checkout.read(info).startsWith("///")) {
                missing.add(Checkout.relative(info)
                        + " needs a /// comment that says what the package is, and @NullMarked");
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void onlyTheServerAndTheJobsCatchEverything() {
        List<Path> files = Checkout.java("main").stream()
                .filter(file -> !Checkout.relative(file).startsWith("server/")
                        && !Checkout.relative(file).contains("/platform/jobs/"))
                .toList();
        assertThat(linesOf(files, line -> line.matches(".*catch \\((final )?(Throwable|.*\\| Throwable)\\b.*")))
                .isEmpty();
    }

    @Test
    void testsAreNeverSwitchedOffAndFakesAreWrittenByHand() {
        String self = "verify/src/test/java/dev/trefoil/verify/SourceTest.java";
        List<Path> files = Checkout.java("test").stream()
                .filter(file -> !Checkout.relative(file).equals(self))
                .toList();
        assertThat(linesOf(files, line -> line.contains("@Disabled") || line.contains("org.mockito")))
                .isEmpty();
    }

    @Test
    void noRegistryIsNamed() {
        List<Path> files =
                Checkout.files(Checkout.ROOT, name -> !name.matches(".*\\.(parquet|png|gz|jar|bin|ubj|onnx)"));
        assertThat(linesOf(files, line -> REGISTRY_HOST.matcher(line).find()))
                .as("packages are named, the registry is the reader's")
                .isEmpty();
    }

    private static List<Path> allJava() {
        List<Path> files = new ArrayList<>(Checkout.java("main"));
        files.addAll(Checkout.java("test"));
        files.removeIf(file -> file.endsWith("SourceTest.java"));
        return files;
    }

    private static List<Path> sources() {
        return Checkout.files(
                Checkout.ROOT,
                name -> name.matches(
                        "[^/]+/src/(main|test)/.*\\.(java|js|css|sql|html)|trefoil|\\.ci/run|examples/.*\\.py"));
    }

    private static List<String> linesOf(List<Path> files, Predicate<String> bad) {
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            int number = 0;
            for (String line : readable(file)) {
                number++;
                if (bad.test(line)) {
                    found.add(Checkout.relative(file) + ":" + number + ": " + line.strip());
                }
            }
        }
        return found;
    }

    /// The lines of a text file; none for a file that is not UTF-8 text.
    private static List<String> readable(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (java.io.IOException e) {
            return List.of();
        }
    }
}
