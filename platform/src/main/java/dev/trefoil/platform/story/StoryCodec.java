package dev.trefoil.platform.story;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Story lines as JSON: `{"number":…,"at":…,"station":…,"event":…,"says":…,"values":{…}}`.
public final class StoryCodec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private StoryCodec() {}

    static String values(Map<String, ?> values) {
        return JSON.writeValueAsString(plain(values));
    }

    /// One line of JSON.
    public static String json(StoryLine line) {
        ObjectNode root = JSON.createObjectNode();
        root.put("number", line.number());
        root.put("at", line.at().toString());
        root.put("project", line.project());
        root.put("station", line.station().word());
        root.put("event", line.event());
        root.put("says", line.says());
        root.set("values", JSON.readTree(line.values()));
        return JSON.writeValueAsString(root);
    }

    /// JSON has no NaN and no infinity: they become null.
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case Double d when !Double.isFinite(d) -> null;
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
                yield copy;
            }
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>();
                list.forEach(item -> copy.add(plain(item)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
