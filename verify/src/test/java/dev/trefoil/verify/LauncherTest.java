package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher on machines of all kinds.
class LauncherTest {
    @TempDir
    private Path folder;

    @Test
    void withoutJdkItSaysTheMend() {
        Installation machine = new Installation(folder);
        machine.program();
        Program run = machine.trefoil("version");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("needs a JDK 25 or newer and found none", "TREFOIL_JAVA_HOME");
    }

    @Test
    void withAnOldJdkOnlyItNamesIt() {
        Installation machine = new Installation(folder);
        machine.program();
        Path old = machine.jdk("old", "17.0.15");
        machine.defaultJdk(old);
        Program run = machine.trefoil("version");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("found only 17 in", old.toString());
    }

    @Test
    void aJdkBesideAnOlderDefaultIsFound() {
        Installation machine = new Installation(folder);
        machine.program();
        machine.defaultJdk(machine.jdk("default", "17.0.15"));
        machine.jdk("newer", "26.0.1");
        machine.jdk("fitting", "25.0.3");
        assertThat(machine.trefoil("version").out()).startsWith("fitting: ");
    }

    @Test
    void theJdkOfTheEnvironmentComesFirst() {
        Installation machine = new Installation(folder);
        machine.program();
        machine.jdk("fitting", "25.0.3");
        machine.with("JAVA_HOME", machine.jdk("mine", "26").toString());
        assertThat(machine.trefoil("version").out()).startsWith("mine: ");
    }

    @Test
    void aJdkNamedInVainIsAnError() {
        Installation machine = new Installation(folder);
        machine.program();
        machine.jdk("fitting", "25.0.3");
        machine.with("TREFOIL_JAVA_HOME", machine.jdk("old", "21.0.2").toString());
        assertThat(machine.trefoil("version").err()).contains("TREFOIL_JAVA_HOME=", "is JDK 21", "25 or newer");
        machine.with("TREFOIL_JAVA_HOME", folder.resolve("nowhere").toString());
        assertThat(machine.trefoil("version").err()).contains("is no JDK");
    }

    @Test
    void itWorksFromAnyFolderThroughLinksAndSpaces() throws Exception {
        Installation machine = new Installation(folder, "my check out");
        machine.program();
        machine.jdk("fitting", "25.0.3");
        Path elsewhere = Files.createDirectories(folder.resolve("else where"));
        Installation.link(elsewhere.resolve("one"), Path.of("../my check out/trefoil"));
        Installation.link(elsewhere.resolve("two"), elsewhere.resolve("one"));
        Program run = machine.trefoil(elsewhere, elsewhere.resolve("two"), "inspect", "a b");
        assertThat(run.out())
                .contains("-jar " + machine.checkout().toRealPath().resolve("app/target/trefoil/trefoil.jar")
                        + " inspect a b");
    }

    @Test
    void itBuildsOnFirstUseAndWhenASourceHasChanged() {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.workingMaven();
        machine.sources();
        Program first = machine.trefoil("status");
        assertThat(first.out().lines())
                .as("standard output belongs to the program")
                .hasSize(1);
        assertThat(first.err()).contains("first use", "build.log");
        assertThat(machine.trefoil("status").err()).isEmpty();
        assertThat(machine.builds()).isEqualTo(1);
        Installation.write(machine.checkout().resolve("core/src/main/java/B.java"), "class B {}\n");
        assertThat(machine.trefoil("status").err()).contains("Rebuilding");
        assertThat(machine.builds()).isEqualTo(2);
    }

    @Test
    void aBuildThatFailsShowsItsFirstErrorAndNamesItsLog() {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.maven("3.8.7", "echo '[ERROR] A.java:[1,7] no such thing'; echo '[ERROR] more'; exit 1");
        machine.sources();
        Program run = machine.trefoil("status");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("the build failed: A.java:[1,7] no such thing", "full log: ")
                .doesNotContain("more");
        machine.workingMaven();
        assertThat(machine.trefoil("status").exit())
                .as("the next try builds again")
                .isZero();
    }

    @Test
    void aBuildWithoutNetworkSaysTheMend() {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.maven("3.8.7", "echo '[ERROR] Could not transfer artifact x:y:pom:1'; exit 1");
        machine.sources();
        assertThat(machine.trefoil("status").err()).contains("needs the network", "settings.xml");
    }

    @Test
    void anOldMavenIsRefusedWithTheMend() {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.sources();
        machine.maven("3.6.3", "exit 0");
        assertThat(machine.trefoil("status").err()).contains("needs Maven 3.8 or newer and found 3.6");
        assertThat(machine.builds()).isZero();
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidBeforeBuilding() {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.workingMaven();
        machine.sources();
        Installation.write(machine.checkout().resolve("build"), "a file where the folder should be\n");
        Program run = machine.trefoil("status");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("cannot write in").contains("copy the folder");
    }

    @Test
    void twoLaunchesBuildOnce() throws Exception {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.maven("3.9.9", "sleep 2; mkdir -p app/target/trefoil; touch app/target/trefoil/trefoil.jar");
        machine.sources();
        List<Callable<Program>> launches = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            launches.add(() -> machine.trefoil("status"));
        }
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            for (Future<Program> launch : executor.invokeAll(launches)) {
                assertThat(launch.get().exit()).isZero();
            }
        }
        assertThat(machine.builds()).isEqualTo(1);
        assertThat(Files.exists(machine.checkout().resolve("build/lock"))).isFalse();
    }

    @Test
    void aLockLeftByADeadProcessIsTakenOver() throws Exception {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.workingMaven();
        machine.sources();
        Files.createDirectories(machine.checkout().resolve("build"));
        Installation.link(machine.checkout().resolve("build/lock"), Path.of("process-99999999"));
        assertThat(machine.trefoil("status").exit()).isZero();
    }

    @Test
    void testsAreCountedFromTheirReports() {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.sources();
        machine.maven("3.9.9", report(4, 0, 0, ""));
        Program good = machine.trefoil("test");
        assertThat(good.out().lines().toList().getLast())
                .as("4 and the formatting")
                .isEqualTo("5 passed, 0 failed");
        assertThat(good.exit()).isZero();
        machine.maven("3.9.9", report(5, 1, 2, "<failure message=\"1 &lt; 2\" type=\"x\"/>"));
        Program bad = machine.trefoil("test");
        assertThat(bad.out().lines().toList().getLast()).isEqualTo("3 passed, 1 failed, 2 skipped");
        assertThat(bad.out()).contains("core", "ATest.holds", "1 < 2");
        assertThat(bad.exit()).isEqualTo(1);
    }

    @Test
    void aTestRunThatFailsOutsideOfTestsFails() {
        Installation machine = new Installation(folder);
        machine.jdk("fitting", "25.0.3");
        machine.sources();
        machine.maven("3.9.9", report(4, 0, 0, "") + "\necho '[ERROR] not formatted: A.java'; exit 1");
        Program run = machine.trefoil("test");
        assertThat(run.out()).contains("not formatted: A.java");
        assertThat(run.out().lines().toList().getLast()).isEqualTo("4 passed, 1 failed");
        assertThat(run.exit()).isEqualTo(1);
        machine.maven("3.9.9", "exit 0");
        assertThat(machine.trefoil("test").exit()).as("no test ran").isEqualTo(1);
    }

    private static String report(int tests, int failures, int skipped, String inCase) {
        return "echo '[INFO] Building core 0.1.0                 [1/1]'\n"
                + "mkdir -p core/target/surefire-reports; cat >core/target/surefire-reports/TEST-x.xml <<XML\n"
                + "<?xml version=\"1.0\"?>\n"
                + "<testsuite name=\"x\" time=\"0.5\" tests=\"" + tests + "\" errors=\"0\" skipped=\"" + skipped
                + "\" failures=\"" + failures + "\">\n"
                + "  <testcase name=\"holds\" classname=\"dev.trefoil.core.ATest\" time=\"0.1\">\n    " + inCase
                + "\n  </testcase>\n</testsuite>\nXML";
    }
}
