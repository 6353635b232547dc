package dev.trefoil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Looks at everything that commonly goes wrong, and says the mend.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Look at what commonly goes wrong on this machine and in this home, and say the mend.",
        footer = {"", "Exit codes: 0 all is well, 1 something is not."})
public final class DoctorCommand implements Callable<Integer> {
    private static final long LITTLE_BYTES = 1L << 30;

    @Option(names = "--json", description = "a JSON object for each finding")
    private boolean json;

    /// One look.
    ///
    /// @param mend empty when it is well
    private record Finding(String name, boolean well, String says, String mend) {}

    @Override
    public Integer call() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                new Finding("java", Runtime.version().feature() >= 25, "Java " + Runtime.version(), "use a JDK 25"));
        findings.add(home());
        findings.add(disk());
        findings.add(openmp());
        server(findings);
        Lines lines = new Lines(System.out);
        for (Finding finding : findings) {
            if (json) {
                System.out.println(JsonMapper.shared()
                        .writeValueAsString(Map.of(
                                "name", finding.name(),
                                "well", finding.well(),
                                "says", finding.says(),
                                "mend", finding.well() ? "" : finding.mend())));
            } else {
                lines.row(
                        finding.well() ? "✓" : "✕",
                        finding.name(),
                        finding.says() + (finding.well() ? "" : ": " + finding.mend()));
            }
        }
        if (!json) {
            lines.print("");
        }
        return findings.stream().allMatch(Finding::well) ? 0 : 1;
    }

    private static Finding home() {
        Path home = Connection.home();
        try {
            Files.createDirectories(home);
            Path probe = Files.createTempFile(home, "doctor", ".probe");
            Files.delete(probe);
            return new Finding("home", true, home + " can be written", "");
        } catch (IOException e) {
            return new Finding("home", false, home + " cannot be written", "set TREFOIL_HOME to a folder that can");
        }
    }

    private static Finding disk() {
        long free = Connection.home().toFile().getUsableSpace();
        return new Finding("disk", free >= LITTLE_BYTES, (free >> 20) + " MB free", "make room, or move TREFOIL_HOME");
    }

    /// Both boosters need the OpenMP runtime.
    private static Finding openmp() {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        boolean found = !linux
                || Stream.of("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib")
                        .map(Path::of)
                        .flatMap(folder -> Stream.of(
                                folder.resolve("libgomp.so.1"),
                                folder.resolve("x86_64-linux-gnu/libgomp.so.1"),
                                folder.resolve("aarch64-linux-gnu/libgomp.so.1")))
                        .anyMatch(file -> file.toFile().length() > 0);
        return new Finding(
                "libgomp",
                found,
                found ? "is there, for XGBoost and LightGBM" : "XGBoost and LightGBM cannot be loaded",
                "install the package libgomp1");
    }

    private static void server(List<Finding> findings) {
        Optional<String> url = Connection.running(Connection.home());
        if (url.isEmpty()) {
            findings.add(new Finding("server", true, "none works in this home", ""));
            return;
        }
        try (ApiClient client = new ApiClient(url.get(), System.getenv("TREFOIL_TOKEN"))) {
            JsonNode version = client.fetch("/api/v1/version");
            findings.add(new Finding("server", true, url.get() + ", version " + Lines.text(version, "version"), ""));
            JsonNode check = client.fetch("/api/v1/audit/verify");
            findings.add(new Finding(
                    "audit",
                    check.has("records"),
                    check.has("records")
                            ? check.path("records").asLong() + " records, whole"
                            : "broken at record " + check.path("number").asLong(),
                    "restore the database from a backup; ./trefoil audit verify says where it breaks"));
            JsonNode capture = client.fetch("/api/v1/capture");
            findings.add(new Finding(
                    "capture",
                    capture.path("gaps").asLong() == 0,
                    capture.path("offered").asLong() + " rows offered, "
                            + capture.path("stored").asLong() + " stored, "
                            + capture.path("gaps").asLong() + " lost and counted",
                    "./trefoil logs says why: a full disk, or a kill"));
        } catch (CommandProblem e) {
            findings.add(new Finding(
                    "server", false, String.valueOf(e.getMessage()), "./trefoil stop, then ./trefoil server"));
        }
    }
}
