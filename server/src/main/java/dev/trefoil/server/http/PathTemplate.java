package dev.trefoil.server.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A path with places such as `{project}`; a last place `{path...}` takes the rest, slashes included.
record PathTemplate(List<String> parts) {
    static PathTemplate of(String path) {
        return new PathTemplate(List.of(path.substring(1).split("/")));
    }

    /// The values of the places when the path fits; parts are decoded already.
    Optional<Map<String, String>> match(List<String> path) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.endsWith("...}")) {
                if (i >= path.size()) {
                    return Optional.empty();
                }
                values.put(part.substring(1, part.length() - 4), String.join("/", path.subList(i, path.size())));
                return Optional.of(values);
            }
            if (i >= path.size()) {
                return Optional.empty();
            }
            if (part.startsWith("{")) {
                if (path.get(i).isEmpty()) {
                    return Optional.empty();
                }
                values.put(part.substring(1, part.length() - 1), path.get(i));
            } else if (!part.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return parts.size() == path.size() ? Optional.of(values) : Optional.empty();
    }
}
