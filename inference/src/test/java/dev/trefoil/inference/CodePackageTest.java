package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.Unstarted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packages that hold Python code; nothing of it is run here.
class CodePackageTest {
    private static final Signature SIGNATURE =
            new Signature(List.of(new Feature("x", ColumnType.NUMBER, true)), Task.BINARY, List.of("no", "yes"));

    @TempDir
    Path folder;

    private final List<Path> opened = new ArrayList<>();
    private final CodeRuntimes code = path -> {
        opened.add(path);
        return Unstarted.MODELS.open(path);
    };

    private Path logged() throws IOException {
        Path logged = Files.createDirectories(folder.resolve("logged"));
        Files.writeString(logged.resolve("MLmodel"), "flavors: {sklearn: {pickled_model: model.pkl}}\n");
        Files.writeString(logged.resolve("model.pkl"), "whatever");
        Files.writeString(logged.resolve("requirements.txt"), "scikit-learn==1.9.1\n");
        Files.createDirectories(logged.resolve("code/__pycache__"));
        Files.writeString(logged.resolve("code/mine.py"), "x = 1\n");
        Files.writeString(logged.resolve("code/__pycache__/mine.pyc"), "compiled");
        return logged;
    }

    @Test
    void anMlflowFolderIsKeptWholeAndOpenedWhereItLies() throws IOException {
        Path written = folder.resolve("package");
        Digest digest = PackageWriter.write(written, PackageContents.python(SIGNATURE, logged()));
        assertThat(written.resolve("model/code/mine.py")).hasContent("x = 1\n");
        assertThat(written.resolve("model/code/__pycache__")).doesNotExist();
        assertThat(Files.readString(written.resolve("requirements.txt"))).contains("mlflow", "scikit-learn==1.9.1");
        try (ModelPackage read = ModelPackage.load(written, code)) {
            assertThat(read.digest()).contains(digest);
            assertThat(read.signature()).isEqualTo(SIGNATURE);
            assertThat(opened).containsExactly(written.resolve("model"));
        }
        Files.createDirectories(written.resolve("model/__pycache__"));
        Files.writeString(written.resolve("model/__pycache__/x.pyc"), "compiled on the way");
        ModelPackage.load(written, code).close();
        assertThatThrownBy(() -> ModelPackage.load(written))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining("Python models are not allowed here");
    }

    @Test
    void aPickleIsKeptWithTheRequirementsBesideIt() throws IOException {
        Path pickle = Files.writeString(folder.resolve("mine.pkl"), "cbuiltins\nlen\n.");
        Files.writeString(folder.resolve("requirements.txt"), "numpy\n");
        Path written = folder.resolve("package");
        PackageWriter.write(written, PackageContents.python(SIGNATURE, pickle));
        ModelPackage.load(written, code).close();
        assertThat(opened).containsExactly(written.resolve("model/mine.pkl"));
        assertThat(written.resolve("model/requirements.txt")).hasContent("numpy\n");
        Path again = folder.resolve("again");
        try (ModelPackage read = ModelPackage.load(written, code)) {
            assertThat(PackageWriter.write(again, PackageContents.taken(SIGNATURE, read, written)))
                    .as("taken out of a package it is the same")
                    .isEqualTo(read.digest().orElseThrow());
        }
    }

    @Test
    void anAlteredFileIsRefusedBeforeAnythingIsOpened() throws IOException {
        Path written = folder.resolve("package");
        PackageWriter.write(written, PackageContents.python(SIGNATURE, logged()));
        Files.writeString(written.resolve("model/code/mine.py"), "x = 2\n");
        assertThatThrownBy(() -> ModelPackage.load(written, code)).hasMessageContaining("something was altered");
        Files.writeString(written.resolve("model/code/mine.py"), "x = 1\n");
        Files.writeString(written.resolve("model/extra.py"), "");
        assertThatThrownBy(() -> ModelPackage.load(written, code)).hasMessageContaining("something was altered");
        assertThat(opened).isEmpty();
    }
}
