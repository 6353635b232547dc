package dev.trefoil.platform.artifact;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A folder: `sha256/ab/cd…` holds the contents, `incoming/` what is being written.
public final class LocalArtifactStore implements ArtifactStore {
    private static final int BUFFER = 1 << 16;

    private final Path contents;
    private final Path incoming;
    private final boolean verifyOnRead;

    /// @param verifyOnRead whether [#open] checks the digest as it reads
    public LocalArtifactStore(Path root, boolean verifyOnRead) {
        this.contents = root.resolve("sha256");
        this.incoming = root.resolve("incoming");
        this.verifyOnRead = verifyOnRead;
        try {
            Files.createDirectories(contents);
            Files.createDirectories(incoming);
        } catch (IOException e) {
            throw DiskFaults.writing(root, e);
        }
    }

    @Override
    public Artifact put(InputStream content) {
        Path temporary = incoming.resolve(UUID.randomUUID().toString());
        try {
            MessageDigest sha = Digest.sha256();
            long size = write(content, temporary, sha);
            Digest digest = new Digest(HexFormat.of().formatHex(sha.digest()));
            Path place = place(digest);
            if (!Files.exists(place)) {
                Path shard = contents.resolve(digest.hex().substring(0, 2));
                Files.createDirectories(shard);
                Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
                flushFolder(shard);
                flushFolder(contents);
            }
            return new Artifact(digest, size);
        } catch (FileSystemException e) {
            throw DiskFaults.writing(contents, e);
        } catch (IOException e) {
            throw DiskFaults.copying(contents, e);
        } finally {
            discard(temporary);
        }
    }

    @Override
    public InputStream open(Digest digest) {
        try {
            InputStream in = Files.newInputStream(place(digest));
            return verifyOnRead ? new VerifiedStream(in, digest) : in;
        } catch (NoSuchFileException e) {
            throw PlatformException.notFound("artifact", digest.hex());
        } catch (IOException e) {
            throw DiskFaults.reading(place(digest), e);
        }
    }

    @Override
    public Optional<Artifact> find(Digest digest) {
        try {
            return Optional.of(new Artifact(digest, Files.size(place(digest))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw DiskFaults.reading(place(digest), e);
        }
    }

    @Override
    public void fetch(Digest digest, Path target) {
        Path temporary = target.resolveSibling("." + UUID.randomUUID());
        try (InputStream in = Files.newInputStream(place(digest))) {
            write(new VerifiedStream(in, digest), temporary, Digest.sha256());
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (NoSuchFileException e) {
            if (find(digest).isEmpty()) {
                throw PlatformException.notFound("artifact", digest.hex());
            }
            throw DiskFaults.writing(target, e);
        } catch (IOException e) {
            throw DiskFaults.writing(target, e);
        } finally {
            discard(temporary);
        }
    }

    @Override
    public void delete(Digest digest) {
        try {
            Files.deleteIfExists(place(digest));
        } catch (IOException e) {
            throw DiskFaults.writing(place(digest), e);
        }
    }

    @Override
    public List<Artifact> list(@Nullable Digest after, int limit) {
        String from = after == null ? "" : after.hex();
        try (Stream<Path> shards = Files.list(contents)) {
            return shards.map(shard -> shard.getFileName().toString())
                    .filter(shard -> shard.compareTo(from.substring(0, Math.min(2, from.length()))) >= 0)
                    .sorted()
                    .flatMap(this::shard)
                    .filter(artifact -> artifact.digest().hex().compareTo(from) > 0)
                    .limit(limit)
                    .toList();
        } catch (IOException e) {
            throw DiskFaults.reading(contents, e);
        }
    }

    private Stream<Artifact> shard(String shard) {
        try (Stream<Path> files = Files.list(contents.resolve(shard))) {
            return files.map(file -> shard + file.getFileName()).sorted().toList().stream()
                    .flatMap(hex -> find(new Digest(hex)).stream());
        } catch (IOException e) {
            throw DiskFaults.reading(contents.resolve(shard), e);
        }
    }

    private Path place(Digest digest) {
        return contents.resolve(digest.hex().substring(0, 2))
                .resolve(digest.hex().substring(2));
    }

    /// Writes and flushes to disk; answers how many bytes.
    private static long write(InputStream content, Path file, MessageDigest sha) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                sha.update(buffer, 0, read);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    size += out.write(bytes);
                }
            }
            out.force(true);
        }
        return size;
    }

    private static void flushFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw DiskFaults.writing(temporary, e);
        }
    }
}
