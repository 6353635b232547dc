package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cache made on first start is used afterwards, and never stands in the way.
class StartUpCacheTest {
    /// Beside the program itself, so that its files can be linked instead of copied.
    @TempDir(factory = BesideTheProgram.class)
    private static Path folder;

    @BeforeAll
    static void unpack() throws IOException {
        Path program = folder.resolve("app/target/trefoil");
        Files.createDirectories(program.resolve("lib"));
        Files.copy(
                Checkout.ROOT.resolve("trefoil"),
                folder.resolve("trefoil"),
                java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        try (Stream<Path> jars = Files.walk(Checkout.program())) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                Files.createLink(program.resolve(Checkout.program().relativize(jar)), jar);
            }
        }
    }

    @Test
    void theFirstServerMakesTheCacheAndTheNextStartsUseIt() throws IOException {
        trefoil("", "server", "--help");
        List<Path> caches = caches();
        assertThat(caches).hasSize(1);
        assertThat(trefoil("-Xlog:aot", "version").out()).contains("Using AOT-linked classes: true");
        assertThat(trefoil("-Xlog:aot", "server", "--help").out()).contains("Using AOT-linked classes: true");

        Files.writeString(caches.getFirst(), "not a cache");
        Program spoilt = trefoil("", "version");
        assertThat(spoilt.exit()).isZero();
        assertThat(spoilt.out()).startsWith("trefoil ");
        assertThat(spoilt.err()).isEmpty();
    }

    /// A JVM that dies of every cache: none may be left in its way.
    @Test
    void aCacheThatCrashesTheJvmIsNotTaken() throws IOException {
        Path real = Path.of(System.getProperty("java.home"));
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), Files.readString(real.resolve("release")));
        Path java = Files.writeString(jdk.resolve("bin/java"), """
                #!/bin/sh
                case "$*" in *-XX:AOTCache=*) kill -ABRT $$ ;; esac
                exec '%s' "$@"
                """.formatted(real.resolve("bin/java")));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(jdk.resolve("bin/javac"), real.resolve("bin/javac"));

        assertThat(trefoil(jdk, "", "server", "--help").exit()).isZero();
        Program next = trefoil(jdk, "", "version");
        assertThat(next.exit()).isZero();
        assertThat(next.out()).startsWith("trefoil ");
    }

    private static List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("app/target/trefoil/aot"))) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }

    private static Program trefoil(String options, String... args) {
        return trefoil(Path.of(System.getProperty("java.home")), options, args);
    }

    private static Program trefoil(Path jdk, String options, String... args) {
        List<String> command =
                new java.util.ArrayList<>(List.of(folder.resolve("trefoil").toString()));
        command.addAll(List.of(args));
        return Program.run(
                folder,
                Map.of(
                        "PATH", System.getenv("PATH"),
                        "HOME", folder.resolve("home").toString(),
                        "TREFOIL_JAVA_HOME", jdk.toString(),
                        "TREFOIL_JAVA_OPTS", options),
                command);
    }

    /// Makes temporary folders on the file system that holds the program.
    static final class BesideTheProgram implements org.junit.jupiter.api.io.TempDirFactory {
        @Override
        public Path createTempDirectory(
                org.junit.jupiter.api.extension.AnnotatedElementContext elementContext,
                org.junit.jupiter.api.extension.ExtensionContext extensionContext)
                throws IOException {
            return Files.createTempDirectory(Checkout.ROOT.resolve("verify/target"), "start-up");
        }
    }
}
