package dev.trefoil.app;

import dev.trefoil.platform.PlatformException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The folder under which everything embedded lives; one server at a time works in it.
final class HomeFolder {
    private final Path path;
    private final FileChannel lockFile;
    private final String token;

    private HomeFolder(Path path, FileChannel lockFile, String token) {
        this.path = path;
        this.lockFile = lockFile;
        this.token = token;
    }

    /// @throws PlatformException UNAVAILABLE when it cannot be written or another server works in it
    static HomeFolder take(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve("server.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(path);
            }
            return new HomeFolder(path, channel, token(path));
        } catch (java.nio.channels.OverlappingFileLockException _) {
            throw taken(path);
        } catch (IOException e) {
            throw new PlatformException(
                    PlatformException.Kind.UNAVAILABLE,
                    path.toString(),
                    "The folder " + path + " cannot be written (" + e.getMessage()
                            + "): set TREFOIL_HOME to a folder that can.");
        }
    }

    private static PlatformException taken(Path path) {
        return new PlatformException(
                PlatformException.Kind.UNAVAILABLE,
                path.toString(),
                "Another server works in " + path + ": stop it with ./trefoil stop, or set TREFOIL_HOME.");
    }

    /// The administrator's token, made the first time.
    private static String token(Path path) throws IOException {
        Path file = path.resolve("token");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        String token = HexFormat.of().formatHex(secret);
        Files.write(file, token.getBytes(StandardCharsets.UTF_8));
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (UnsupportedOperationException _) {
            return token;
        }
        return token;
    }

    Path path() {
        return path;
    }

    String token() {
        return token;
    }

    /// A folder inside, made when missing.
    Path folder(String name) {
        Path folder = path.resolve(name);
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new PlatformException(
                    PlatformException.Kind.UNAVAILABLE,
                    folder.toString(),
                    "The folder " + folder + " cannot be made (" + e.getMessage()
                            + "): set TREFOIL_HOME to a folder that can be written.");
        }
        return folder;
    }

    /// Lets another server work in it.
    void release() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
