package dev.trefoil.platform.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactFoldersTest {
    @TempDir
    Path root;

    private ArtifactFolders folders;
    private Path model;

    @BeforeEach
    void makeAFolder() throws IOException {
        folders = new ArtifactFolders(new LocalArtifactStore(root.resolve("store"), false));
        model = Files.createDirectories(root.resolve("model/code"));
        model = root.resolve("model");
        Files.writeString(model.resolve("MLmodel"), "flavors: {}\n");
        Files.writeString(model.resolve("code/a b.txt"), "text");
        Files.writeString(model.resolve("weights.ubj"), "");
    }

    @Test
    void aFolderComesBackAsItWas() throws IOException {
        Manifest stored = folders.put(model);
        Manifest found = folders.require(stored.digest());
        assertThat(found).isEqualTo(stored);
        folders.fetch(found, root.resolve("copy"));
        assertThat(root.resolve("copy/MLmodel")).hasContent("flavors: {}\n");
        assertThat(root.resolve("copy/code/a b.txt")).hasContent("text");
        assertThat(root.resolve("copy/weights.ubj")).isEmptyFile();
        folders.fetch(found, root.resolve("copy"));
    }

    @Test
    void theSameFilesHaveTheSameDigestAndOthersDoNot() throws IOException {
        Manifest stored = folders.put(model);
        Path twin = Files.createDirectories(root.resolve("twin"));
        folders.fetch(stored, twin.resolve("model"));
        assertThat(folders.put(twin.resolve("model")).digest()).isEqualTo(stored.digest());
        Files.writeString(model.resolve("MLmodel"), "flavors: {x: 1}\n");
        assertThat(folders.put(model).digest()).isNotEqualTo(stored.digest());
    }

    @Test
    void aFolderWithAMissingFileAppearsNotAtAll() throws IOException {
        Manifest stored = folders.put(model);
        TreeMap<ArtifactPath, Artifact> files = new TreeMap<>(stored.files());
        files.put(new ArtifactPath("zzz"), new Artifact(Digest.of("nobody stored this"), 3));
        assertThatThrownBy(() -> folders.fetch(new Manifest(files), root.resolve("broken")))
                .isInstanceOf(PlatformException.class);
        try (var left = Files.list(root)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("store", "model");
        }
    }

    @Test
    void aLinkOutOfTheFolderIsRefused() throws IOException {
        Files.createSymbolicLink(model.resolve("secret"), Path.of("/etc/hostname"));
        assertThatThrownBy(() -> folders.put(model))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("link");
    }

    @Test
    void aFileCannotAlsoBeAFolder() {
        Artifact file = new Artifact(Digest.of("x"), 1);
        Map<ArtifactPath, Artifact> files =
                Map.of(new ArtifactPath("a"), file, new ArtifactPath("a.b"), file, new ArtifactPath("a/c"), file);
        assertThatThrownBy(() -> new Manifest(new TreeMap<>(files))).hasMessageContaining("both");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "/etc/passwd", "../x", "a/../b", "a//b", "a/", "./a", "C:/x", "a\\b", "a\nb", "a\u0000"})
    void aPathThatCouldLeaveTheFolderIsRefused(String path) {
        assertThatThrownBy(() -> new ArtifactPath(path)).isInstanceOf(PlatformException.class);
    }
}
