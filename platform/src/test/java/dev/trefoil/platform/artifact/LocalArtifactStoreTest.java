package dev.trefoil.platform.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trefoil.platform.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LocalArtifactStoreTest extends ArtifactStoreContract {
    @Override
    protected ArtifactStore create() {
        return new LocalArtifactStore(folder.resolve("artifacts"), true);
    }

    @Override
    protected boolean tidy() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("artifacts/incoming"))) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void damagedContentIsNoticedWhenReadAndWhenFetched() throws IOException {
        Artifact stored = store.put(new ByteArrayInputStream("sound".getBytes(StandardCharsets.UTF_8)));
        String hex = stored.digest().hex();
        Path file =
                folder.resolve("artifacts/sha256").resolve(hex.substring(0, 2)).resolve(hex.substring(2));
        Files.writeString(file, "wrong");
        try (InputStream in = store.open(stored.digest())) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("damaged");
        }
        assertThatThrownBy(() -> store.fetch(stored.digest(), folder.resolve("copy")))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("damaged");
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidWithTheMend() throws IOException {
        Path file = Files.writeString(folder.resolve("a file"), "x");
        assertThatThrownBy(() -> new LocalArtifactStore(file, false))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.kind()).isEqualTo(PlatformException.Kind.UNAVAILABLE))
                .hasMessageContaining("a file");
    }

    /// `/dev/full` answers every write with "no space left"; a link to it stands in for a full disk.
    @Test
    void aFullDiskIsSaidWithTheMend() {
        assumeTrue(Files.exists(Path.of("/dev/full")));
        assertThatThrownBy(() -> {
                    try (var out = Files.newOutputStream(Path.of("/dev/full"))) {
                        out.write(1);
                    } catch (IOException e) {
                        throw DiskFaults.copying(folder, e);
                    }
                })
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("full: free some space");
    }
}
