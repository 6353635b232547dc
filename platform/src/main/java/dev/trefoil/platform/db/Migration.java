package dev.trefoil.platform.db;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One step of the schema: never edited once released.
///
/// @param name feature and number, such as `tracking/V001__runs`
/// @param text statements, each ended by a semicolon at the end of a line, with the placeholders of
///     [Dialect#resolve]
public record Migration(String name, String text) {
    public Migration {
        if (!name.matches("[a-z]+/V\\d{3}__[a-z_]+")) {
            throw new IllegalArgumentException("a migration is named feature/V001__words: " + name);
        }
    }

    /// Reads the resource of that name beside the feature's classes.
    static Migration shipped(String name) {
        try (InputStream in = Migration.class.getResourceAsStream("/dev/trefoil/platform/" + name + ".sql")) {
            if (in == null) {
                throw new PlatformException(
                        PlatformException.Kind.INTERNAL,
                        name,
                        "The migration " + name + " is missing from this build.");
            }
            return new Migration(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String feature() {
        return name.substring(0, name.indexOf('/'));
    }

    /// Over the text without comments and blank lines, before the placeholders are resolved: the same on both
    /// databases.
    Digest checksum() {
        return Digest.of(String.join("\n", lines()));
    }

    List<String> statements(Dialect dialect) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (String line : lines()) {
            boolean ends = line.endsWith(";");
            statement.append(ends ? line.substring(0, line.length() - 1) : line).append('\n');
            if (ends) {
                statements.add(dialect.resolve(statement.toString()));
                statement.setLength(0);
            }
        }
        if (!statement.isEmpty()) {
            throw new IllegalStateException(name + " does not end with a semicolon");
        }
        return statements;
    }

    private List<String> lines() {
        return text.lines()
                .map(String::stripTrailing)
                .filter(line -> !line.isBlank() && !line.strip().startsWith("--"))
                .toList();
    }
}
