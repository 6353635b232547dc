package dev.trefoil.inference;

import dev.trefoil.inference.python.PythonModels;
import dev.trefoil.inference.python.PythonSettings;
import dev.trefoil.inference.runtime.ModelRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a pickle that adds two columns, a PythonModel. It needs a Python 3 with venv, and nothing else.
class PythonModelContractTest extends ModelRuntimeContract {
    @TempDir
    static Path cache;

    @TempDir
    Path folder;

    @BeforeAll
    static void thereIsAPython() throws Exception {
        Process python = new ProcessBuilder("sh", "-c", "python3 -I -c 'import venv'").start();
        org.junit.jupiter.api.Assumptions.assumeTrue(python.waitFor() == 0);
    }

    @Override
    ModelRuntime load() throws Exception {
        Path model = folder.resolve("sum.pkl");
        Files.writeString(model, "cbuiltins\neval\n(S'lambda rows: [r[0] + r[1] for r in rows]'\ntR.");
        return new PythonModels(PythonSettings.in(cache), _ -> {}).open(model);
    }

    @Override
    double[][] inputs() {
        return new double[][] {{1, -2, 0.1, 1e300, Double.NaN}, {2, 2, 0.2, 1e300, 1}};
    }

    @Override
    String type() {
        return "PythonModel";
    }
}
