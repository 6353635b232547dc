package dev.trefoil.platform.db;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.OSInfo;

/// Keeps SQLite's native library beside the database. Left to itself the driver unpacks it at every start into the
/// system's temporary folder and compares it byte by byte, which took an eighth of the time in which a server starts.
final class SqliteLibrary {
    private static final String FOLDER = "org.sqlite.lib.path";
    private static final String NAME = "org.sqlite.lib.name";

    private SqliteLibrary() {}

    /// Has the driver load the library from `folder`, where it is unpacked when it is not there yet; without effect
    /// once
    /// a library has been chosen. Where that fails the driver unpacks its own.
    static synchronized void keepIn(Path folder) {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        String platform = OSInfo.getNativeLibFolderPathForCurrentOS();
        String name = System.mapLibraryName("sqlitejdbc");
        Path place = folder.resolve("sqlite-" + SQLiteJDBCLoader.getVersion()).resolve(platform);
        try {
            if (!Files.exists(place.resolve(name))
                    && !unpack("/org/sqlite/native/" + platform + "/" + name, place, name)) {
                return;
            }
        } catch (IOException _) {
            return;
        }
        System.setProperty(FOLDER, place.toString());
        System.setProperty(NAME, name);
    }

    /// False when the driver has no library for this platform.
    private static boolean unpack(String resource, Path place, String name) throws IOException {
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Files.createDirectories(place);
            Path part = Files.createTempFile(place, name, ".part");
            try {
                Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, place.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(part);
            }
            return true;
        }
    }
}
