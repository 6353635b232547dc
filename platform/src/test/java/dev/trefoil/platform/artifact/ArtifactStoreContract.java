package dev.trefoil.platform.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [ArtifactStore] keeps.
public abstract class ArtifactStoreContract {
    @TempDir
    Path folder;

    protected ArtifactStore store;

    /// An empty store.
    protected abstract ArtifactStore create();

    /// Whether nothing half-written lies about.
    protected abstract boolean tidy() throws IOException;

    @BeforeEach
    void startEmpty() {
        store = create();
        assertThat(store.list(null, 10)).isEmpty();
    }

    private Artifact put(String text) {
        return store.put(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private byte[] read(Digest digest) throws IOException {
        try (InputStream in = store.open(digest)) {
            return in.readAllBytes();
        }
    }

    @Test
    void whatWasPutIsReadBackUnderItsDigest() throws IOException {
        Artifact stored = put("trefoil");
        assertThat(stored).isEqualTo(new Artifact(Digest.of("trefoil"), 7));
        assertThat(read(stored.digest())).asString(StandardCharsets.UTF_8).isEqualTo("trefoil");
        assertThat(store.find(stored.digest())).hasValue(stored);
        assertThat(tidy()).isTrue();
    }

    @Test
    void nothingAtAllCanBeStored() throws IOException {
        assertThat(put("").sizeBytes()).isZero();
        assertThat(read(Digest.of(""))).isEmpty();
    }

    @Test
    void largeContentComesThroughUnchanged() throws IOException {
        byte[] bytes = new byte[3_000_001];
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        random.nextBytes(bytes);
        Artifact stored = store.put(new ByteArrayInputStream(bytes));
        assertThat(stored).isEqualTo(new Artifact(Digest.of(bytes), bytes.length));
        assertThat(read(stored.digest())).isEqualTo(bytes);
    }

    @Test
    void theSameContentTwiceIsStoredOnce() throws IOException {
        put("same");
        put("same");
        assertThat(store.list(null, 10)).hasSize(1);
        assertThat(tidy()).isTrue();
    }

    @Test
    void theSameContentFromManyThreadsIsStoredOnce() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Artifact>> all = IntStream.range(0, 16)
                    .mapToObj(_ -> threads.submit(() -> put("together")))
                    .toList();
            for (Future<Artifact> each : all) {
                assertThat(each.get().digest()).isEqualTo(Digest.of("together"));
            }
        }
        assertThat(store.list(null, 10)).hasSize(1);
        assertThat(tidy()).isTrue();
    }

    @Test
    void aStreamThatBreaksLeavesNothing() throws IOException {
        InputStream broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left-- == 0) {
                    throw new IOException("connection reset");
                }
                return 'x';
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                buffer[offset] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> store.put(broken))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("connection reset");
        assertThat(store.list(null, 10)).isEmpty();
        assertThat(tidy()).isTrue();
    }

    @Test
    void whatIsNotStoredIsNotFound() {
        Digest unknown = Digest.of("never stored");
        assertThat(store.find(unknown)).isEmpty();
        assertThatThrownBy(() -> store.open(unknown)).satisfies(ArtifactStoreContract::isNotFound);
        assertThatThrownBy(() -> store.fetch(unknown, folder.resolve("x")))
                .satisfies(ArtifactStoreContract::isNotFound);
        assertThat(folder.resolve("x")).doesNotExist();
        store.delete(unknown);
    }

    private static void isNotFound(Throwable e) {
        assertThat(e)
                .isInstanceOfSatisfying(
                        PlatformException.class, p -> assertThat(p.kind()).isEqualTo(PlatformException.Kind.NOT_FOUND));
    }

    @Test
    void fetchWritesAFileAndReplacesOneThatIsThere() throws IOException {
        Artifact stored = put("fresh");
        Path target = folder.resolve("model.ubj");
        Files.writeString(target, "stale and longer");
        store.fetch(stored.digest(), target);
        assertThat(target).hasContent("fresh");
        try (var files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
    }

    @Test
    void whatIsDeletedIsGone() {
        Artifact stored = put("short-lived");
        store.delete(stored.digest());
        assertThat(store.find(stored.digest())).isEmpty();
        assertThat(put("short-lived")).isEqualTo(stored);
    }

    @Test
    void listsPageInOrderOfDigest() {
        List<Artifact> all = IntStream.range(0, 25)
                .mapToObj(i -> put("item " + i))
                .sorted((a, b) -> a.digest().hex().compareTo(b.digest().hex()))
                .toList();
        List<Artifact> paged = new ArrayList<>();
        @Nullable Digest after = null;
        while (paged.size() < all.size()) {
            List<Artifact> page = store.list(after, 7);
            assertThat(page).isNotEmpty();
            paged.addAll(page);
            after = page.getLast().digest();
        }
        assertThat(paged).isEqualTo(all);
        assertThat(store.list(after, 7)).isEmpty();
    }
}
