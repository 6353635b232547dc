package dev.trefoil.platform.artifact;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// Whole folders in an [ArtifactStore]: model packages, dataset versions, the artifacts of a run.
public final class ArtifactFolders {
    private final ArtifactStore store;

    public ArtifactFolders(ArtifactStore store) {
        this.store = store;
    }

    /// Stores every file below the folder, and the manifest last: when the manifest can be read, so can all of
    /// its files.
    public Manifest put(Path folder) {
        SortedMap<ArtifactPath, Artifact> files = new TreeMap<>();
        for (Path file : filesOf(folder)) {
            String relative = folder.relativize(file)
                    .toString()
                    .replace(file.getFileSystem().getSeparator(), "/");
            try (InputStream in = Files.newInputStream(file)) {
                files.put(new ArtifactPath(relative), store.put(in));
            } catch (IOException e) {
                throw DiskFaults.reading(file, e);
            }
        }
        Manifest manifest = new Manifest(files);
        save(manifest);
        return manifest;
    }

    /// Stores a manifest whose files are stored already.
    public Digest save(Manifest manifest) {
        return store.put(new ByteArrayInputStream(manifest.encoded())).digest();
    }

    /// @throws PlatformException NOT_FOUND when no such folder is stored
    public Manifest require(Digest manifest) {
        try (InputStream in = store.open(manifest)) {
            byte[] encoded = in.readAllBytes();
            if (!Digest.of(encoded).equals(manifest)) {
                throw DiskFaults.damaged(manifest.hex());
            }
            return Manifest.decode(encoded);
        } catch (IOException e) {
            throw DiskFaults.reading(Path.of(manifest.hex()), e);
        }
    }

    /// Writes the folder out. Atomic: it appears whole, every file verified; one that is already there is left
    /// as it is, because it can only have appeared whole.
    public void fetch(Manifest manifest, Path target) {
        if (Files.isDirectory(target)) {
            return;
        }
        Path temporary = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID());
        try {
            Files.createDirectories(temporary);
            for (Map.Entry<ArtifactPath, Artifact> file : manifest.files().entrySet()) {
                Path path = temporary.resolve(file.getKey().value());
                Path parent = path.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                store.fetch(file.getValue().digest(), path);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IllegalStateException("a sibling lies on the same file system", e);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(target)) {
                throw DiskFaults.writing(target, e);
            }
        } catch (IOException e) {
            throw DiskFaults.writing(target, e);
        } finally {
            remove(temporary);
        }
    }

    private static List<Path> filesOf(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw PlatformException.notFound("folder", folder.toString());
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> all = paths.filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
            for (Path path : all) {
                if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                    throw PlatformException.invalid(
                            path.toString(), path + " is a link or a device: put a plain file in its place.");
                }
            }
            return all;
        } catch (IOException e) {
            throw DiskFaults.reading(folder, e);
        }
    }

    /// Deletes a folder with all below it, if it is there.
    public static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw DiskFaults.writing(folder, e);
        }
    }
}
