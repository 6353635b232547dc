package dev.trefoil.platform.tracking;

import dev.trefoil.platform.PlatformException;
import java.util.UUID;
import java.util.regex.Pattern;

/// Names a run.
///
/// @param value 32 lower-case hexadecimal digits when made here; up to 256 word characters or dashes from
///     elsewhere
public record RunId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][\\w-]{0,255}");

    public RunId {
        if (!SHAPE.matcher(value).matches()) {
            throw PlatformException.invalid(
                    "run",
                    "A run id has 1 to 256 letters, digits, dashes and underscores, and begins with a letter or digit.");
        }
    }

    public static RunId fresh() {
        return new RunId(UUID.randomUUID().toString().replace("-", ""));
    }

    @Override
    public String toString() {
        return value;
    }
}
