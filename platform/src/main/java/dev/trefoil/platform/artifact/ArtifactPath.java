package dev.trefoil.platform.artifact;

import dev.trefoil.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/// Where a file lies inside a folder of artifacts: relative, with `/` between its parts. It can never name
/// anything outside the folder, on any file system.
///
/// @param value such as `plots/roc.json`, in Unicode NFC, at most 1,024 bytes of UTF-8
public record ArtifactPath(String value) implements Comparable<ArtifactPath> {
    public ArtifactPath {
        value = Normalizer.normalize(value, Normalizer.Form.NFC);
        String problem = problem(value);
        if (!problem.isEmpty()) {
            throw PlatformException.invalid(
                    "artifact path",
                    "The artifact path '" + printable(value) + "' " + problem
                            + ": give a relative path such as plots/roc.json.");
        }
    }

    /// Whether this lies in the given folder, at any depth; the empty folder is the root.
    public boolean inside(String folder) {
        return folder.isEmpty() || value.startsWith(folder + "/");
    }

    @Override
    public int compareTo(ArtifactPath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static String problem(String path) {
        if (path.isEmpty()) {
            return "is empty";
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > 1_024) {
            return "is longer than 1,024 bytes";
        }
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
            return "is absolute";
        }
        if (path.indexOf('\\') >= 0 || path.chars().anyMatch(Character::isISOControl)) {
            return "holds a backslash or a control character";
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return "holds an empty, '.' or '..' part";
            }
        }
        return "";
    }

    private static String printable(String path) {
        String head = path.length() > 80 ? path.substring(0, 80) + "…" : path;
        return head.replaceAll("\\p{Cntrl}", "?");
    }
}
