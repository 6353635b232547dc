package dev.trefoil.platform.tracking;

import dev.trefoil.platform.PlatformException;
import java.util.regex.Pattern;

/// What may be logged under which name: the limits of the MLflow API, counted in code points.
final class TrackingNames {
    private static final Pattern ALLOWED = Pattern.compile("[/\\w.\\- :]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final int KEY = 250;
    private static final int PARAM = 6_000;
    private static final int TAG = 8_000;

    private TrackingNames() {}

    /// The key of a metric, parameter or tag: a plain relative path.
    static String key(String what, String key) {
        if (key.isEmpty()) {
            throw PlatformException.invalid(what, "A " + what + " name cannot be empty.");
        }
        if (length(key) > KEY) {
            throw PlatformException.invalid(
                    what,
                    "The " + what + " name '" + key.substring(0, 40) + "…' exceeds " + KEY
                            + " characters: shorten it.");
        }
        if (!ALLOWED.matcher(key).matches()) {
            throw PlatformException.invalid(
                    what,
                    "Invalid " + what + " name: '" + key.replaceAll("\\p{Cntrl}", "?")
                            + "'. Names may only contain alphanumerics, underscores (_), dashes (-), periods (.),"
                            + " spaces ( ), colon(:) and slashes (/).");
        }
        for (String part : key.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                throw PlatformException.invalid(
                        what,
                        "Invalid " + what + " name: '" + key + "'. Names may be treated as files in certain cases, and"
                                + " must not resolve to other names when treated as such.");
            }
        }
        return key;
    }

    /// Cut to 6,000 characters, as MLflow does.
    static String param(String value) {
        return cut(value, PARAM);
    }

    /// Cut to 8,000 characters, as MLflow does.
    static String tag(String value) {
        return cut(value, TAG);
    }

    static String atMost(String what, String value, int characters) {
        if (length(value) > characters) {
            throw PlatformException.invalid(
                    what, "The " + what + " exceeds " + characters + " characters: shorten it.");
        }
        return value;
    }

    static MetricPoint point(String key, MetricPoint point) {
        if (point.loggedMillis() < 0) {
            throw PlatformException.invalid(
                    "metric " + key,
                    "The timestamp of metric '" + key + "' is negative: give milliseconds since the epoch.");
        }
        return point;
    }

    /// The name of an experiment: 1 to 500 characters, none of them a control character.
    static String experiment(String name) {
        if (name.isBlank()) {
            throw PlatformException.invalid(
                    "experiment", "Invalid experiment name: '" + name + "'. It cannot be empty.");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw PlatformException.invalid("experiment", "Invalid experiment name: it holds a control character.");
        }
        return atMost("experiment name", name, 500);
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String value, int characters) {
        return length(value) <= characters ? value : value.substring(0, value.offsetByCodePoints(0, characters));
    }
}
