package dev.trefoil.platform.project;

import java.util.List;
import java.util.Optional;

/// The ids that a file gives, right or wrong otherwise: so that one mistake in a requirement does not make every
/// mention of it another one.
record Ids(List<String> alternatives, List<String> requirements) {
    static Ids of(YamlMap root) {
        Optional<YamlValue> design = root.find("design");
        return new Ids(
                ids(design.flatMap(value -> value.peek("problem")).flatMap(value -> value.peek("alternatives"))),
                ids(design.flatMap(value -> value.peek("requirements"))));
    }

    private static List<String> ids(Optional<YamlValue> list) {
        return list.map(YamlValue::items).orElse(List.of()).stream()
                .map(item -> item.peek("id").flatMap(YamlValue::scalar))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }
}
