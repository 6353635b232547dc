package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.cli.RunningServer;
import dev.trefoil.cli.Trefoil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The commands of the second half of the loop, on a server that runs: what they say, in words and as JSON, and how
/// they end.
class CommandsTest {
    private static @Nullable House opened;
    private static Path project = Path.of("");

    @BeforeAll
    static void serve() throws IOException {
        House house = new House(House.fresh("commands"));
        opened = house;
        project = House.fresh("project");
        for (Map.Entry<String, String> file : Members.files(Members.charter()).entrySet()) {
            Files.writeString(project.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(project.resolveSibling("tree.txt"), LoopTest.TREE);
        assertThat(run("run", "--project", project.toString()).exit()).isZero();
    }

    @AfterAll
    static void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private record Ran(int exit, String out, String err) {
        JsonNode json() {
            return House.JSON.readTree(out);
        }
    }

    /// The command in this process, on the server of this test.
    private static Ran run(String... arguments) {
        House house = java.util.Objects.requireNonNull(opened);
        PrintStream out = System.out;
        PrintStream err = System.err;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
        try {
            int exit = Trefoil.execute(List.of(arguments), "test", _ -> new RunningServer() {
                @Override
                public String url() {
                    return house.url();
                }

                @Override
                public void close() {}
            });
            return new Ran(exit, said.toString(StandardCharsets.UTF_8), complained.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    @Test
    void aModelIsRegisteredDeployedAndTakenBack() {
        Ran registered = run(
                "models", "register", project.resolveSibling("tree.txt").toString(), "--project", project.toString());
        assertThat(registered.exit()).as(registered.toString()).isZero();
        assertThat(registered.out()).contains("./trefoil deploy 2");
        assertThat(run("models").out()).contains("members", "2 versions");
        assertThat(run("models", "show", "members").out()).contains("v2", "registered", "lightgbm", "v1", "trained");
        JsonNode models = run("models", "list", "--json").json();
        assertThat(models.path("models").path(0).path("versions").asLong()).isEqualTo(2);

        assertThat(run("rollout", "promote", "members", "--all", "--why", "the first")
                        .exit())
                .isZero();
        Ran deployed = run("deploy", "--project", project.toString());
        assertThat(deployed.exit()).as(deployed.toString()).isZero();
        Ran status = run("rollout", "status", "members");
        assertThat(status.out()).contains("v2 against v1 is running", "[shadow] → 50 % → 100 %");
        assertThat(run("rollout", "status", "members", "--json")
                        .json()
                        .path("rollout")
                        .path("candidate")
                        .asString(""))
                .isEqualTo("v2");
        assertThat(run("rollout", "promote", "members", "--all").exit()).isZero();
        assertThat(run("rollback", "members", "--why", "worse").out()).contains("v1 100 %");
        assertThat(run("lineage", "members", "2").out()).contains("dataset", "charter", "package", "version");

        assertThat(run("models", "alias", "members", "best", "1").out()).contains("best → v1");
        JsonNode newest = run("audit", "list", "--limit", "1", "--json")
                .json()
                .path("records")
                .path(0);
        assertThat(newest.path("action").asString("")).isEqualTo("model.alias");
        assertThat(run("undo", newest.path("number").asString(""), "--why", "a test")
                        .exit())
                .isZero();
        assertThat(run("models").out()).doesNotContain("best");
        assertThat(run("audit").out()).contains("endpoint.route", "worse", "model.register");
        assertThat(run("audit", "verify").exit()).isZero();
    }

    @Test
    void whatThereIsNotIsSaidInOneLineWithTheRightCode() {
        Ran noModel = run("models", "show", "nobody");
        assertThat(noModel.exit()).isEqualTo(1);
        assertThat(noModel.err()).isEqualTo("trefoil: There is no model 'nobody'.\n");
        assertThat(run("models", "register", "nothing-here.txt", "--project", project.toString())
                        .exit())
                .isEqualTo(2);
        assertThat(run("alerts", "close", "zzz", "--why", "x").exit()).isEqualTo(2);
        assertThat(run("alerts", "close", "zzz").exit())
                .as("a reason is asked for")
                .isEqualTo(2);
        assertThat(run("rollout", "fly", "members").exit()).isEqualTo(2);
        assertThat(run("undo", "999999", "--why", "x").exit()).isEqualTo(1);
        assertThat(run("monitor", "--project", "/").exit()).isEqualTo(2);
        assertThat(run("jobs", "cancel", "nobody").exit()).isEqualTo(1);
    }

    @Test
    void whatAPageCopiesWorksInAnyFolder() {
        String of = "members";
        Ran signed = run("sign", "requirements", "--as", "desk", "--of", of);
        assertThat(signed.exit()).as(signed.toString()).isZero();
        assertThat(signed.out()).contains("requirements: desk signed");
        assertThat(run("sign", "--as", "desk", "--of", "nobody").err()).contains("nobody");
        assertThat(run("status", "--of", of).out()).contains("every section signed");
        assertThat(run("monitor", "--of", of).out()).contains("no window has closed yet");
        Ran registered =
                run("models", "register", project.resolveSibling("tree.txt").toString(), "--of", of);
        assertThat(registered.exit()).as(registered.toString()).isZero();
        assertThat(run("models", "show", of, "1").out())
                .contains("v1 of members", "trained logistic", "dataset", "gate", "open");
        assertThat(run("models", "show", of, "v1", "--json").json().path("gate").asString(""))
                .isEqualTo("open");
        assertThat(run("models", "show", of, "99").exit()).isEqualTo(1);
        assertThat(run("audit", "list", "--of", of).out()).contains("charter", of);
        assertThat(run("audit", "list", "--of", "nobody").out()).contains("nothing was changed yet");
        assertThat(run("alerts", "list", "--of", of, "--state", "open").out()).contains("no alert");
        assertThat(run("alerts", "list", "--state", "lost").exit()).isEqualTo(2);
        assertThat(run("sign", "--as", "desk", "--project", "/").err()).contains("or --of PROJECT");
    }

    @Test
    void anAliasIsRefusedWithItsLimit() {
        assertThat(run("models", "alias", "members", "a".repeat(64), "1").exit())
                .isZero();
        assertThat(run("models", "alias", "members", "a".repeat(65), "1").err()).contains("at most 64; it has 65.");
        assertThat(run("models", "alias", "members", "Best", "1").err()).contains("lower-case letters", "at most 64.");
    }

    @Test
    void aPlanNamesTheFilesThatAreMissing() throws IOException {
        Path lacking = House.fresh("lacking");
        Files.copy(project.resolve("trefoil.yaml"), lacking.resolve("trefoil.yaml"));
        Ran plan = run("plan", "--project", lacking.toString());
        assertThat(plan.exit()).as(plan.toString()).isEqualTo(1);
        assertThat(plan.err()).contains("members.csv: there is no such file");
        assertThat(run("plan", "--project", project.toString()).out()).contains("is unchanged");
    }

    @Test
    void theVersionIsSaidInWordsAndAsJson() {
        assertThat(run("version").out()).isEqualTo("trefoil test\n");
        assertThat(run("version", "--json").json().path("version").asString("")).isEqualTo("test");
    }

    @Test
    void emptyListsSaySo() {
        assertThat(run("alerts").out()).contains("no alert");
        assertThat(run("alerts", "list", "--json").json().path("alerts").isEmpty())
                .isTrue();
        assertThat(run("monitor", "--project", project.toString()).out()).contains("no window has closed yet");
        assertThat(run("jobs").out()).contains("trip", "done");
        assertThat(run("whoami").out()).contains("local-owner (local owner)");
        assertThat(run("whoami", "--json").json().path("name").asString("")).isEqualTo("local-owner");
    }
}
