package dev.trefoil.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The folder with the sources that these tests read.
final class Checkout {
    private static final Set<String> NOT_SOURCES =
            Set.of("target", "build", ".git", "node_modules", ".venv", "__pycache__");

    /// The folder that holds the launcher; tests run in a module's folder below it.
    static final Path ROOT = root();

    private Checkout() {}

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("trefoil")) || !Files.exists(folder.resolve("verify"))) {
            folder = folder.getParent();
            if (folder == null) {
                throw new IllegalStateException("the tests must run inside the checkout");
            }
        }
        return folder;
    }

    /// The program as the build packs it: `trefoil.jar` and `lib/`.
    static Path program() {
        Path program = ROOT.resolve("app/target/trefoil");
        if (!Files.exists(program.resolve("trefoil.jar"))) {
            throw new IllegalStateException("the program is not packed; run ./trefoil test, or mvn verify");
        }
        return program;
    }

    static List<String> modules() {
        return read(ROOT.resolve("pom.xml"))
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("<module>"))
                .map(line -> line.substring("<module>".length(), line.indexOf("</")))
                .toList();
    }

    /// Every source file below the folder whose path (relative to the checkout, with slashes) passes; sorted.
    static List<Path> files(Path folder, Predicate<String> wanted) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(relative(file).split("/")).noneMatch(NOT_SOURCES::contains))
                    .filter(file -> wanted.test(relative(file)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The Java files of all modules' main or test folder.
    static List<Path> java(String mainOrTest) {
        return modules().stream()
                .flatMap(module ->
                        files(ROOT.resolve(module + "/src/" + mainOrTest + "/java"), name -> name.endsWith(".java"))
                                .stream())
                .toList();
    }

    static String relative(Path file) {
        return ROOT.relativize(file.toAbsolutePath()).toString().replace('\\', '/');
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
