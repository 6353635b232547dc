package dev.trefoil.platform.project;

import dev.trefoil.core.text.Spelling;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/// A map of a YAML file. A key without a value counts as absent.
final class YamlMap {
    private final YamlValue self;
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Map<String, YamlValue> values = new LinkedHashMap<>();
    private final Set<String> misspelt = new HashSet<>();

    private YamlMap(YamlValue self) {
        this.self = self;
    }

    static Optional<YamlMap> of(YamlValue value) {
        if (!(value.node() instanceof MappingNode mapping)) {
            value.error(value.name() + " should be a map of keys and values", "");
            return Optional.empty();
        }
        YamlMap map = new YamlMap(value);
        mapping.getValue().forEach(map::add);
        return Optional.of(map);
    }

    private void add(NodeTuple tuple) {
        Findings findings = self.findings();
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            findings.error(tuple.getKeyNode(), self.path(), "a key should be a word", "");
            return;
        }
        String name = key.getValue();
        String path = self.path().isEmpty() ? name : self.path() + "." + name;
        if (keys.containsKey(name)) {
            int line = keys.get(name)
                    .getStartMark()
                    .map(mark -> mark.getLine() + 1)
                    .orElse(1);
            findings.error(key, path, "the key '" + name + "' appears twice", "it is in line " + line + " already");
            return;
        }
        keys.put(name, key);
        if (!tuple.getValueNode().getTag().equals(Tag.NULL)) {
            values.put(name, new YamlValue(tuple.getValueNode(), path, findings));
        }
    }

    /// Reports keys that the shape does not have.
    void keepTo(Shape shape) {
        keys.forEach((name, key) -> {
            if (!shape.keys().contains(name)) {
                Optional<String> nearest = Spelling.nearest(name, shape.keys());
                nearest.ifPresent(misspelt::add);
                String mend = nearest.map(meant -> "did you mean '" + meant + "'?")
                        .orElse("there are " + String.join(", ", shape.keys()));
                self.findings()
                        .error(
                                key,
                                self.path().isEmpty() ? name : self.path() + "." + name,
                                "unknown key '" + name + "'",
                                mend);
            }
        });
    }

    YamlValue self() {
        return self;
    }

    Optional<YamlValue> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /// The value, or an error where the map stands; none where a misspelt key was meant for it and is reported already.
    Optional<YamlValue> require(String key, String mend) {
        Optional<YamlValue> value = find(key);
        if (value.isEmpty() && !misspelt.contains(key)) {
            String where = self.path().isEmpty() ? "" : " in " + self.name();
            Node at = keys.getOrDefault(key, self.node());
            self.findings().error(at, self.path(), "the key '" + key + "' is missing" + where, mend);
        }
        return value;
    }

    /// Whether one of these keys is there, or a misspelt one was meant for it.
    boolean meansOneOf(List<String> names) {
        return names.stream().anyMatch(name -> values.containsKey(name) || misspelt.contains(name));
    }

    Map<String, YamlValue> values() {
        return values;
    }

    /// Reports a key by itself, where its name stands.
    void error(String key, String message, String mend) {
        Node at = keys.getOrDefault(key, self.node());
        self.findings().error(at, self.path() + "." + key, message, mend);
    }

    void warning(String key, String message, String mend) {
        Node at = keys.getOrDefault(key, self.node());
        self.findings().add(Problem.Severity.WARNING, at.getStartMark(), self.path() + "." + key, message, mend);
    }
}
