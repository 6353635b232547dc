package dev.trefoil.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class InitCommandTest {
    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new InitCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @BeforeEach
    void data() throws IOException {
        StringBuilder rows = new StringBuilder("id,plan,minutes,churned\n");
        for (int i = 0; i < 300; i++) {
            rows.append(i)
                    .append(i % 3 == 0 ? ",A," : ",B,")
                    .append(i * 37 % 101)
                    .append(i % 5 == 2 ? ",yes\n" : ",no\n");
        }
        rows.append("300,A\n");
        Files.writeString(folder.resolve("sales.csv"), rows);
    }

    @Test
    void theProjectIsWrittenAndTheFindingsAreTold() {
        String project = folder.resolve("my-project").toString();
        assertThat(run(project, "--data", folder.resolve("sales.csv").toString(), "--label", "churned"))
                .isZero();
        assertThat(out.toString())
                .contains("sales: 301 rows read = 300 used + 1 refused")
                .contains("sales.csv, line 302: too few fields: 2, not 4")
                .contains("'id': counts the rows")
                .contains("trefoil run");
        assertThat(Path.of(project, "trefoil.yaml"))
                .content()
                .contains("project: my-project")
                .contains("positive: \"yes\"");
        assertThat(Path.of(project, "data/sales.csv")).exists();
        assertThat(run(project, "--data", folder.resolve("sales.csv").toString(), "--label", "churned"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("add --force");
    }

    @Test
    void jsonLinesAndNothingElseOnStandardOutput() {
        String project = folder.resolve("p").toString();
        assertThat(run(project, "--data", folder.resolve("sales.csv").toString(), "--label", "churned", "--json"))
                .isZero();
        JsonMapper mapper = new JsonMapper();
        JsonNode last =
                out.toString().lines().map(mapper::readTree).reduce((a, b) -> b).orElseThrow();
        assertThat(last.get("event").asString()).isEqualTo("written");
        assertThat(last.get("exclude").get("id").asString()).isEqualTo("names a row");
    }

    @Test
    void wrongUseIsToldApartFromFailure() {
        assertThat(run("p")).isEqualTo(2);
        assertThat(run(folder.resolve("q").toString(), "--data", "nowhere.csv", "--label", "x"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("error: nowhere.csv: there is no such file");
        assertThat(folder.resolve("q")).doesNotExist();
    }
}
