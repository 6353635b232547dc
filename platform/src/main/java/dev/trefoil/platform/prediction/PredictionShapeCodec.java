package dev.trefoil.platform.prediction;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Shapes as JSON: `{"columns":[["name","TYPE"],…],"arms":["v1",…]}`.
final class PredictionShapeCodec {
    private static final JsonMapper JSON = JsonMapper.shared();

    private PredictionShapeCodec() {}

    static String write(PredictionShape shape) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode columns = root.putArray("columns");
        for (ColumnSpec column : shape.schema().columns()) {
            columns.addArray().add(column.name()).add(column.type().name());
        }
        ArrayNode arms = root.putArray("arms");
        shape.arms().forEach(arms::add);
        return JSON.writeValueAsString(root);
    }

    static PredictionShape read(String content) {
        JsonNode root = JSON.readTree(content);
        List<ColumnSpec> columns = new ArrayList<>();
        for (JsonNode column : root.path("columns")) {
            columns.add(new ColumnSpec(
                    column.path(0).stringValue(),
                    ColumnType.valueOf(column.path(1).stringValue())));
        }
        List<String> arms = new ArrayList<>();
        for (JsonNode arm : root.path("arms")) {
            arms.add(arm.stringValue());
        }
        return new PredictionShape(new Schema(columns), arms);
    }
}
