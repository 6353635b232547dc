package dev.trefoil.verify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A machine made up in a folder: a checkout with the real launcher, JDKs and a Maven that are shell scripts, and a
/// path with the ordinary tools and nothing else. The made-up `java` prints its arguments; the made-up `mvn` notes
/// each run in `mvn.runs`.
final class Installation {
    private static final List<String> TOOLS = List.of(
            "awk",
            "cat",
            "cksum",
            "cut",
            "date",
            "find",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sh",
            "sleep",
            "sort",
            "tail",
            "touch",
            "tr",
            "uname");

    private final Path machine;
    private final Path checkout;
    private final Map<String, String> environment = new TreeMap<>();

    Installation(Path machine) {
        this(machine, "checkout");
    }

    Installation(Path machine, String checkoutName) {
        this.machine = machine;
        this.checkout = machine.resolve(checkoutName);
        try {
            Files.createDirectories(checkout);
            Files.createDirectories(machine.resolve("jvm"));
            Path bin = Files.createDirectories(machine.resolve("bin"));
            for (String tool : TOOLS) {
                Files.createSymbolicLink(bin.resolve(tool), find(tool));
            }
            Files.copy(
                    Checkout.ROOT.resolve("trefoil"),
                    checkout.resolve("trefoil"),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.put("PATH", machine.resolve("bin").toString());
        environment.put("HOME", machine.resolve("home").toString());
        environment.put("TREFOIL_JVM_DIRS", machine.resolve("jvm").toString());
        environment.put("TREFOIL_AOT", "off");
    }

    private static Path find(String tool) {
        return Stream.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + tool + " on this machine"));
    }

    Path checkout() {
        return checkout;
    }

    Path machine() {
        return machine;
    }

    Installation with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// A JDK in the folder for JDKs.
    Path jdk(String name, String version) {
        Path folder = machine.resolve("jvm").resolve(name);
        write(folder.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(folder.resolve("bin/javac"), "exit 0");
        script(folder.resolve("bin/java"), "echo \"" + name + ": $*\"");
        return folder;
    }

    /// What `java` on the path is.
    void defaultJdk(Path jdk) {
        link(machine.resolve("bin/java"), jdk.resolve("bin/java"));
    }

    /// A Maven of that version whose builds run the shell commands given.
    void maven(String version, String build) {
        script(
                machine.resolve("bin/mvn"),
                "case $1 in -version) echo 'Apache Maven " + version + " (nobody)'; exit 0;; esac\necho run >>'"
                        + machine.resolve("mvn.runs") + "'\n" + build);
    }

    /// A Maven that builds what the launcher starts.
    void workingMaven() {
        maven(
                "3.9.9",
                "echo '[INFO] Building core 0.1.0                 [1/1]'\n"
                        + "mkdir -p app/target/trefoil; touch app/target/trefoil/trefoil.jar");
    }

    int builds() {
        Path runs = machine.resolve("mvn.runs");
        return Files.exists(runs) ? Checkout.read(runs).lines().toList().size() : 0;
    }

    /// Sources: a parent with one module, older than anything built from now on.
    void sources() {
        write(checkout.resolve("pom.xml"), "<project><modules>\n<module>core</module>\n</modules></project>\n");
        write(checkout.resolve(".mvn/jvm.config"), "-Xmx64m\n");
        write(checkout.resolve("core/pom.xml"), "<project/>\n");
        write(checkout.resolve("core/src/main/java/A.java"), "class A {}\n");
        aMinuteAgo(checkout);
    }

    /// The program without sources, as an unpacked archive has it.
    void program() {
        write(checkout.resolve("app/target/trefoil/trefoil.jar"), "");
    }

    Program trefoil(String... args) {
        return trefoil(machine, checkout.resolve("trefoil"), args);
    }

    /// The launcher by another of its names, from another folder.
    Program trefoil(Path from, Path launcher, String... args) {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        return Program.run(from, environment, command);
    }

    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void link(Path link, Path target) {
        try {
            Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void script(Path file, String body) {
        write(file, "#!/bin/sh\n" + body + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + file + " executable");
        }
    }

    private static void aMinuteAgo(Path folder) {
        FileTime then = FileTime.from(Instant.now().minusSeconds(60));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setLastModifiedTime(path, then);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
