package dev.trefoil.inference.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.inference.runtime.ModelRuntime;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.Predictions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that behave badly, as pickles that hold one Python expression. They need a Python 3 and nothing else.
class PythonModelTest {
    @TempDir
    static Path cache;

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();

    @BeforeAll
    static void thereIsAPython() {
        org.junit.jupiter.api.Assumptions.assumeFalse(
                Tool.run(List.of("python3", "-I", "-c", "import venv"), Path.of("/"), Duration.ofSeconds(20))
                        .failed());
    }

    private Path pickle(String expression) throws IOException {
        return Files.writeString(
                folder.resolve("model.pkl"),
                "cbuiltins\neval\n(S'" + expression.replace("\\", "\\\\").replace("'", "\\'") + "'\ntR.");
    }

    private static PythonSettings settings() {
        return new PythonSettings(
                cache, Optional.empty(), false, 1L << 30, Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    private ModelRuntime open(String expression) throws IOException {
        return open(expression, settings());
    }

    private ModelRuntime open(String expression, PythonSettings settings) throws IOException {
        return new PythonModels(settings, said::add).open(pickle(expression));
    }

    private static PythonSettings quick() {
        return new PythonSettings(
                cache, Optional.empty(), false, 1L << 28, Duration.ofSeconds(60), Duration.ofSeconds(1));
    }

    private static ColumnBatch rows(double... values) {
        return new ColumnBatch(
                new Schema(List.of(new ColumnSpec("x", ColumnType.NUMBER))), List.of(new NumberColumn(values)));
    }

    private static double[] answers(ModelRuntime model, double... values) {
        return model.predict(rows(values), PredictOptions.VALUE).values();
    }

    @Test
    void callableAnswersEveryRowInOrderBitForBit() throws IOException {
        try (ModelRuntime model = open("lambda rows: [r[0] for r in rows]")) {
            double[] odd = {1, -0.0, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, 0.1, Double.NaN};
            assertThat(answers(model, odd)).containsExactly(odd);
            assertThat(model.description().kind()).isEqualTo("python");
        }
    }

    @Test
    void severalOutputsTextsAndMissingTextsKeepTheirTypes() throws IOException {
        ColumnBatch rows = new ColumnBatch(
                new Schema(List.of(new ColumnSpec("name", ColumnType.STRING))),
                List.of(new StringColumn(new String[] {"käse", null, ""})));
        try (ModelRuntime model = open("lambda rows: {'same': [r[0] for r in rows], 'length': [len(r[0] or '') for r in"
                + " rows], 'pair': [[1.5, 2.5] for r in rows], 'known': [r[0] is not None for r in rows]}")) {
            Predictions answer = model.predict(rows, PredictOptions.VALUE);
            assertThat(answer.outputs()).hasSize(4);
            assertThat(answer.outputs().get(0).text(0, 0)).isEqualTo("käse");
            assertThat(answer.outputs().get(0).text(1, 0)).isNull();
            assertThat(answer.outputs().get(1).integer(0, 0)).isEqualTo(4);
            assertThat(answer.outputs().get(2).width()).isEqualTo(2);
            assertThat(answer.outputs().get(3).text(1, 0)).isEqualTo("false");
        }
    }

    @Test
    void printingToStandardOutputDisturbsNothing() throws IOException {
        try (ModelRuntime model = open("lambda rows: [print('x' * 5000000), [1.0 for r in rows]][1]")) {
            assertThat(answers(model, 1, 2)).containsExactly(1, 1);
        }
    }

    @Test
    void mistakeInTheModelIsToldAndTheNextCallWorks() throws IOException {
        try (ModelRuntime model = open("lambda rows: [1 / r[0] for r in rows]")) {
            assertThatThrownBy(() -> answers(model, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("model.pkl failed: ZeroDivisionError: ");
            assertThat(answers(model, 4)).containsExactly(0.25);
        }
    }

    @Test
    void sysExitIsAMistakeLikeOthers() throws IOException {
        try (ModelRuntime model = open("lambda rows: __import__('sys').exit(7)")) {
            assertThatThrownBy(() -> answers(model, 0)).hasMessageContaining("it called sys.exit(7)");
            assertThatThrownBy(() -> answers(model, 0)).hasMessageContaining("it called sys.exit(7)");
        }
    }

    @Test
    void processThatEndsIsStartedAgainAfterAPause() throws IOException {
        Path flag = folder.resolve("flag");
        long[] now = {0};
        Path model = pickle("lambda rows: [1.0 if __import__('os').path.exists('" + flag
                + "') else __import__('os')._exit(3) for r in rows]");
        PythonSettings settings = settings();
        Interpreter interpreter = Interpreter.find(settings, "");
        Path python = new PythonEnvironment(cache, interpreter, said::add).prepare(model, new Requirements(List.of()));
        try (PythonModel runtime = PythonModel.open(
                new PythonLaunch(model, python, List.of(), settings, Isolation.choose(settings)), () -> now[0])) {
            assertThatThrownBy(() -> answers(runtime, 0)).hasMessageContaining("ended with exit code 3");
            assertThatThrownBy(() -> answers(runtime, 0))
                    .isInstanceOf(dev.trefoil.inference.runtime.ModelBusyException.class)
                    .hasMessageContaining("it is started again in 2 s");
            now[0] += 1_000_000_001L;
            assertThatThrownBy(() -> answers(runtime, 0)).hasMessageContaining("ended with exit code 3");
            now[0] += 1_000_000_001L;
            assertThatThrownBy(() -> answers(runtime, 0)).hasMessageContaining("it is started again in 1 s");
            now[0] += 1_000_000_001L;
            Files.writeString(flag, "");
            assertThat(answers(runtime, 0)).containsExactly(1);
        }
    }

    @Test
    void modelThatSleepsIsEndedAtTheLimit() throws IOException {
        try (ModelRuntime model = open("lambda rows: __import__('time').sleep(600)", quick())) {
            assertThatThrownBy(() -> answers(model, 0))
                    .hasMessageContaining("did not answer within 1 s and was ended")
                    .hasMessageContaining("TREFOIL_PYTHON_CALL_SECONDS");
        }
    }

    @Test
    void modelThatLeaksIsStoppedAtTheLimit() throws IOException {
        PythonSettings small = new PythonSettings(
                cache, Optional.empty(), false, 1L << 28, Duration.ofSeconds(60), Duration.ofSeconds(30));
        try (ModelRuntime model = open("lambda rows: [bytearray(1 << 20) for i in range(100000)]", small)) {
            assertThatThrownBy(() -> answers(model, 0)).hasMessageContaining("256 MiB");
            assertThatThrownBy(() -> answers(model, 0)).hasMessageContaining("256 MiB");
        }
    }

    @Test
    void childrenOfTheModelAreCountedAndDieWithIt() throws Exception {
        String script = "import os, time\nfor i in range(80):\n  if os.fork() == 0: time.sleep(600)\n";
        Path file = Files.writeString(folder.resolve("forks.py"), script + "time.sleep(600)\n");
        try (ModelRuntime model = open(
                "lambda rows: exec(open('" + file + "').read())",
                new PythonSettings(
                        cache, Optional.empty(), false, 1L << 32, Duration.ofSeconds(60), Duration.ofSeconds(30)))) {
            assertThatThrownBy(() -> answers(model, 0)).hasMessageContaining("started more than 64 processes");
        }
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void childThatComesBackFromTheCallAnswersNothing() throws IOException {
        try (ModelRuntime model = open("lambda rows: [__import__('os').fork() * 0.0 + r[0] for r in rows]")) {
            assertThat(answers(model, 5)).containsExactly(5);
            assertThat(answers(model, 6)).containsExactly(6);
        }
    }

    @Test
    void networkIsClosed() throws IOException {
        String tries = "lambda rows: [__import__('socket').create_connection(('127.0.0.1', 9), 2) for r in rows]";
        try (ModelRuntime model = open(tries)) {
            assertThat(model.description().more().get("network")).startsWith("none");
            assertThatThrownBy(() -> answers(model, 0)).hasMessageContaining("Error");
        }
        Path file = Files.writeString(
                folder.resolve("names.py"), "import socket\nfound = [n for _, n in socket.if_nameindex()]\n");
        try (ModelRuntime model = open("lambda rows: [exec(open('" + file + "').read(), globals()), [','.join(found)"
                + " for r in rows]][1]")) {
            Predictions seen = model.predict(rows(0), PredictOptions.VALUE);
            assertThat(seen.main().text(0, 0)).isEqualTo("lo");
        }
    }

    @Test
    void filterClosesTheNetworkWhereNamespacesMayNotBeMade() throws IOException {
        Path model = pickle("lambda rows: [str(__import__('socket').socket()) for r in rows]");
        PythonSettings settings = settings();
        Interpreter interpreter = Interpreter.find(settings, "");
        Path python = new PythonEnvironment(cache, interpreter, said::add).prepare(model, new Requirements(List.of()));
        Isolation filter = new Isolation(List.of(), "filter", "none");
        try (PythonModel runtime =
                PythonModel.open(new PythonLaunch(model, python, List.of(), settings, filter), System::nanoTime)) {
            assertThatThrownBy(() -> answers(runtime, 0)).hasMessageContaining("PermissionError");
        }
    }

    @Test
    void secretsOfThisProgramAreNotInTheEnvironment() throws IOException {
        try (ModelRuntime model = open("lambda rows: [','.join(sorted(__import__('os').environ)) for r in rows]")) {
            assertThat(model.predict(rows(0), PredictOptions.VALUE).main().text(0, 0))
                    .isEqualTo(
                            "HOME,LANG,MKL_NUM_THREADS,MPLCONFIGDIR,OMP_NUM_THREADS,OPENBLAS_NUM_THREADS,PATH,TMPDIR,"
                                    + "XDG_CACHE_HOME");
        }
    }

    @Test
    void moduleThatIsNotThereIsNamedWithTheMend() throws IOException {
        assertThatThrownBy(() -> open("__import__('no_such_module_here')"))
                .hasMessageContaining("needs the Python module 'no_such_module_here'")
                .hasMessageContaining("requirements.txt");
    }

    @Test
    void pickleThatIsNoModelOrBrokenIsRefused() throws IOException {
        assertThatThrownBy(() -> open("{1: 2}")).hasMessageContaining("holds a dict, which cannot predict");
        Path broken = Files.write(folder.resolve("broken.pkl"), new byte[] {(byte) 0x80, 5, 1, 2, 3});
        assertThatThrownBy(() -> new PythonModels(settings(), said::add).open(broken))
                .hasMessageContaining("broken.pkl: cannot be loaded by Python: ");
    }

    @Tag("real")
    @Test
    void packageThatCannotBeInstalledIsTold() throws IOException {
        Files.writeString(folder.resolve("requirements.txt"), "./no-such-wheel-here.whl\n");
        assertThatThrownBy(() -> open("len")).hasMessageContaining("requirements: pip cannot install them");
    }

    @Test
    void absentPythonIsToldWithTheMend() {
        PythonSettings settings = new PythonSettings(
                cache, Optional.of("/no/such/python"), false, 1L << 28, Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThatThrownBy(() -> new PythonModels(settings, said::add).open(pickle("len")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("TREFOIL_PYTHON");
    }
}
