package dev.trefoil.platform.artifact;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;

/// What a disk refuses, with the mend.
final class DiskFaults {
    private DiskFaults() {}

    static PlatformException writing(Path where, IOException e) {
        String says = says(e);
        String mend;
        if (says.contains("No space left") || says.contains("quota")) {
            mend = "The disk that holds " + where + " is full: free some space, then try again.";
        } else if (e instanceof AccessDeniedException || says.contains("Read-only")) {
            mend = where + " cannot be written: make it writable for this user, or set TREFOIL_HOME to one that is.";
        } else {
            mend = where + " cannot be written (" + says + "): check the disk, then try again.";
        }
        return new PlatformException(Kind.UNAVAILABLE, where.toString(), mend, e);
    }

    /// Neither side of the copy says which of the two failed.
    static PlatformException copying(Path where, IOException e) {
        String says = says(e);
        return says.contains("No space left") || says.contains("quota")
                ? writing(where, e)
                : new PlatformException(
                        Kind.UNAVAILABLE, where.toString(), "The content broke off (" + says + "): send it again.", e);
    }

    static PlatformException reading(Path where, IOException e) {
        return new PlatformException(
                Kind.UNAVAILABLE, where.toString(), where + " cannot be read (" + says(e) + "): check its owner.", e);
    }

    static PlatformException damaged(String hex) {
        return new PlatformException(
                Kind.UNAVAILABLE,
                "artifact " + hex,
                "The stored artifact " + hex + " is damaged: restore it from a copy, or make it again.");
    }

    private static String says(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
