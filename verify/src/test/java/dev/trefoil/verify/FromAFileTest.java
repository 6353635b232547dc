package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The way of somebody who has a file and a question, through the commands, with nothing prepared.
final class FromAFileTest {
    @TempDir
    private Path folder;

    @Test
    void aDirtyFileBecomesAJudgedModelWithoutAnEdit() throws IOException {
        Path project = folder.resolve("project");
        Files.writeString(folder.resolve("kunden.csv"), customers(400));

        Program init = trefoil(
                folder,
                "init",
                project.toString(),
                "--data",
                folder.resolve("kunden.csv").toString(),
                "--label",
                "gekündigt");
        assertThat(init.exit()).as(init.err()).isZero();
        assertThat(init.out()).contains("402 rows read = 400 used + 2 refused").contains("Kundennr");
        shorten(project);

        Program plan = trefoil(project, "plan");
        assertThat(plan.out()).contains("stores charter 1").contains("6 trials");

        Program run = trefoil(project, "run");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("402 rows read = 400 used + 2 refused: 1 × ")
                .contains("contract inferred")
                .contains("hold-out rows: auc ")
                .contains("candidate python failed: ")
                .contains("R1 ✓ +")
                .contains("version 1");
        assertThat(project.resolve("contract.yaml")).exists();

        Program again = trefoil(project, "run");
        assertThat(again.out()).contains("reused").contains("contract kept").doesNotContain("trials, ");
        assertThat(trefoil(project, "plan").out()).contains("is unchanged").doesNotContain("depends");

        Program status = trefoil(project, "status", "--json");
        assertThat(status.out()).contains("\"requirement\":\"R1\"").contains("\"outcome\":\"pass\"");
        Program data = trefoil(project, "data");
        assertThat(data.out()).contains("402 rows read = 400 used + 2 refused");
        assertThat(trefoil(project, "data", "profile").out())
                .contains("Laufzeit")
                .contains("median");

        Files.writeString(project.resolve("data/kunden.csv"), customers(60).replace("Basis", "Basic"));
        Program broken = trefoil(project, "data", "contract");
        assertThat(broken.exit()).isEqualTo(3);
        assertThat(broken.out())
                .contains("contract broken in")
                .contains("the table: rows at_least")
                .contains("column 'Tarif': values");
    }

    @Test
    void whatIsMissingOrMisspeltIsSaidInOneLineEachAndLeavesNothing() throws IOException {
        Path project = Files.createDirectories(folder.resolve("project"));
        Files.writeString(project.resolve("trefoil.yaml"), """
                trefoil: 1
                project: lost
                data:
                  sources: {one: data/one.csv, two: {path: data/two.csv}}
                  prepare: prepare.sql
                  label: {name: y}
                """);
        Program run = trefoil(project, "run");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .contains("trefoil.yaml:4:18: data/one.csv: there is no such file")
                .contains("trefoil.yaml:4:44: data/two.csv: there is no such file")
                .contains("trefoil.yaml:5:12: prepare.sql: there is no such file")
                .doesNotContain("\tat ");
        assertThat(trefoil(project, "run", "--until", "develpment").err()).contains("did you mean 'development'?");
        assertThat(trefoil(project, "run", "--until", "develpment").exit()).isEqualTo(2);
    }

    /// Six trials instead of twelve, and a command that cannot do its work.
    private static void shorten(Path project) throws IOException {
        Path file = project.resolve("trefoil.yaml");
        Files.writeString(
                file,
                Files.readString(file)
                        .replace("trials: 12", "trials: 6")
                        .replace(
                                "    - lightgbm\n",
                                "    - lightgbm\n    - command: {name: python, run: exit 1, writes: model/}\n"));
    }

    private static String customers(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        StringBuilder text = new StringBuilder("Kundennr;Tarif;Laufzeit;Umsatz;gekündigt\n");
        for (int i = 0; i < rows; i++) {
            double months = 60 * random.nextDouble();
            boolean left = months + 20 * random.nextGaussian() < 20;
            text.append(10_000 + i)
                    .append(';')
                    .append(i % 17 == 0 ? "k.A." : i % 3 == 0 ? "Basis" : "Größe L")
                    .append(';')
                    .append(String.format(java.util.Locale.GERMANY, "%.1f", months))
                    .append(';')
                    .append(String.format(java.util.Locale.GERMANY, "%,.2f", 5000 * random.nextDouble()))
                    .append(left ? ";ja\n" : ";nein\n");
            if (i == 10 || i == 20) {
                text.append(i == 10 ? "zu;kurz\n" : "1;viel;zu;lang;ist;das;alles;hier\n");
            }
        }
        return text.toString();
    }

    private Program trefoil(Path from, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        command.addAll(List.of(
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Checkout.program().resolve("trefoil.jar").toString()));
        command.addAll(List.of(arguments));
        Map<String, String> environment = new LinkedHashMap<>(System.getenv());
        environment.put("TREFOIL_HOME", folder.resolve("home").toString());
        environment.remove("TREFOIL_URL");
        return Program.run(from, environment, command);
    }
}
