package dev.trefoil.platform.project;

import dev.trefoil.core.digest.Digest;
import java.util.LinkedHashMap;
import java.util.List;

/// Charters as they were read from the text of their version, which never changes: those asked for lately. Reading one
/// takes milliseconds, and every view of a project needs it. For many threads.
final class ReadCharters {
    private static final int MOST = 64;

    private final LinkedHashMap<Digest, Charter> lately = new LinkedHashMap<>(16, 0.75f, true);

    Charter of(CharterVersion version) {
        synchronized (lately) {
            Charter known = lately.get(version.digest());
            if (known != null) {
                return known;
            }
        }
        Charter read = read(version);
        synchronized (lately) {
            lately.put(version.digest(), read);
            if (lately.size() > MOST) {
                lately.pollFirstEntry();
            }
        }
        return read;
    }

    private static Charter read(CharterVersion version) {
        return switch (CharterParser.parse("charter " + version.digest().brief(), version.canonical())) {
            case CharterReading.Resolved resolved -> resolved.charter();
            case CharterReading.Refused(List<Problem> problems) ->
                throw new IllegalStateException("a stored charter cannot be read: " + problems);
        };
    }
}
