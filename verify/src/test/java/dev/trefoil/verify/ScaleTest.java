package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How big a table goes through the data station on a small machine, with the command that a person would use.
final class ScaleTest {
    private static final Path FLIGHTS = Checkout.ROOT.resolve("examples/flights");
    private static final long MOST_SECONDS = 30;
    private static final long MOST_MEGABYTES = 1_500;

    @Test
    @Tag("long")
    void threeMillionRowsArePreparedProfiledAndHeldAgainstAContractInHalfAMinute(@TempDir Path folder)
            throws IOException, InterruptedException, SQLException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.copy(FLIGHTS.resolve("trefoil.yaml"), project.resolve("trefoil.yaml"));
        Files.copy(FLIGHTS.resolve("prepare.sql"), project.resolve("prepare.sql"));
        scale(folder, project);
        Path home = folder.resolve("home");

        Measured first = run(project, home);
        Measured second = run(project, home);

        System.out.println("prepare, profile, contract inferred: " + first + "; again, contract checked: " + second);
        assertThat(first.output()).contains("3,030,984 rows").contains("contract inferred");
        assertThat(second.output())
                .contains("3,030,984 rows")
                .contains("reused")
                .contains("contract kept");
        assertThat(first.seconds()).isLessThanOrEqualTo(MOST_SECONDS);
        assertThat(first.megabytes()).isLessThanOrEqualTo(MOST_MEGABYTES);
        assertThat(second.megabytes()).isLessThanOrEqualTo(MOST_MEGABYTES);
    }

    /// @param megabytes most memory that the process held
    private record Measured(String output, long seconds, long megabytes) {
        @Override
        public String toString() {
            return seconds + " s, " + megabytes + " MB";
        }
    }

    private static Measured run(Path project, Path home) throws IOException, InterruptedException {
        Path out = Files.createTempFile(home.getParent(), "run", ".out");
        ProcessBuilder builder = new ProcessBuilder(
                        List.of(Checkout.ROOT.resolve("trefoil").toString(), "run", "--until", "data"))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().put("TREFOIL_HOME", home.toString());
        builder.environment().remove("TREFOIL_URL");
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        while (process.isAlive()) {
            peak = Math.max(peak, residentMegabytes(process.pid()));
            Thread.sleep(20);
        }
        long seconds = Math.round((System.nanoTime() - start) / 1e9);
        String output = Files.readString(out);
        assertThat(process.exitValue()).as(output).isZero();
        return new Measured(output, seconds, peak);
    }

    /// The most that the process has held so far; 0 where the system does not tell.
    private static long residentMegabytes(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException _) {
            return 0;
        }
    }

    private static void scale(Path folder, Path project) throws IOException, SQLException {
        Files.createDirectories(folder.resolve("scaled"));
        String sql = Files.readString(FLIGHTS.resolve("scale.sql"))
                .replace("'scaled/", "'" + folder.resolve("scaled") + "/");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String table : List.of("flights", "weather", "planes")) {
                statement.execute("CREATE VIEW " + table + " AS SELECT * FROM '"
                        + FLIGHTS.resolve("data/" + table + ".parquet") + "'");
            }
            for (String part : sql.split(";\n")) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        }
        Files.move(folder.resolve("scaled"), project.resolve("data"));
    }
}
