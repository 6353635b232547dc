package dev.trefoil.training;

import dev.trefoil.core.drift.ColumnProfile;
import dev.trefoil.core.drift.ProfileKind;
import dev.trefoil.core.drift.ReferenceProfile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `reference.json` of a package. The same reference gives the same bytes.
public final class FrozenReferenceCodec {
    private FrozenReferenceCodec() {}

    public static byte[] write(FrozenReference reference) {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("reference", 1);
        reference
                .features()
                .columns()
                .forEach(c -> column(root.withArray("features").addObject(), c));
        reference
                .prediction()
                .columns()
                .forEach(c -> column(root.withArray("prediction").addObject(), c));
        return (mapper.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void column(ObjectNode node, ColumnProfile column) {
        node.put("name", column.name());
        node.put("kind", column.kind().name().toLowerCase(Locale.ROOT));
        ArrayNode edges = node.putArray("edges");
        column.edges().forEach(edges::add);
        ArrayNode categories = node.putArray("categories");
        column.categories().forEach(categories::add);
        ArrayNode counts = node.putArray("counts");
        column.counts().forEach(counts::add);
    }

    /// An [IllegalArgumentException] when the bytes are not such a file.
    public static FrozenReference read(byte[] bytes) {
        try {
            JsonNode root = new JsonMapper().readTree(bytes);
            if (root.path("reference").asInt(0) != 1) {
                throw new IllegalArgumentException("reference.json is of a format that is not known; update Trefoil");
            }
            return new FrozenReference(profile(root.path("features")), profile(root.path("prediction")));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("reference.json cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static ReferenceProfile profile(JsonNode columns) {
        List<ColumnProfile> profiles = new ArrayList<>();
        for (JsonNode column : columns) {
            List<Double> edges = new ArrayList<>();
            column.path("edges").forEach(edge -> edges.add(edge.asDouble()));
            List<String> categories = new ArrayList<>();
            column.path("categories").forEach(category -> categories.add(category.asString()));
            List<Long> counts = new ArrayList<>();
            column.path("counts").forEach(count -> counts.add(count.asLong()));
            profiles.add(new ColumnProfile(
                    column.path("name").asString(),
                    ProfileKind.valueOf(column.path("kind").asString().toUpperCase(Locale.ROOT)),
                    edges,
                    categories,
                    counts));
        }
        return new ReferenceProfile(profiles);
    }
}
