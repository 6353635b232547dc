package dev.trefoil.gateway.protocol;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.gateway.GatewayException;
import dev.trefoil.gateway.InferenceRequest;
import dev.trefoil.gateway.route.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Requests of MLflow's scoring protocol: `dataframe_split`, `dataframe_records`, `instances`, `inputs`, or CSV.
/// Lenient as MLflow's own server is: values are cast, unknown columns ignored, and the answer's warning header
/// says
/// so.
public final class InvocationsCodec {
    private static final Set<String> FORMATS = Set.of("dataframe_split", "dataframe_records", "instances", "inputs");
    private static final List<String> BESIDE =
            List.of("params", "signature_name", "prediction_ids", "event_times", "keys");

    private InvocationsCodec() {}

    /// Columns in the order they came; a name of null means "by position".
    private static final class Table {
        final Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        boolean named = true;
        int rows;

        /// Appends one row of named values; names not seen before are filled up with missing values.
        void add(Map<?, ?> row) {
            for (Map.Entry<?, ?> entry : row.entrySet()) {
                columns.computeIfAbsent(
                                String.valueOf(entry.getKey()), _ -> new ArrayList<>(Collections.nCopies(rows, null)))
                        .add(entry.getValue());
            }
            rows++;
            for (List<@Nullable Object> column : columns.values()) {
                if (column.size() < rows) {
                    column.add(null);
                }
            }
        }
    }

    /// @throws GatewayException INVALID with the column and row at fault
    public static InferenceRequest decodeJson(byte[] body, Route route) {
        Map<String, @Nullable Object> fields = JsonBody.parse(body, parser -> {
            Map<String, @Nullable Object> read = new LinkedHashMap<>();
            Set<String> seen = new HashSet<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = JsonBody.once(parser.currentName(), seen, "the body");
                parser.nextToken();
                read.put(key, JsonBody.value(parser));
            }
            return read;
        });
        List<String> present =
                fields.keySet().stream().filter(FORMATS::contains).toList();
        if (present.size() != 1) {
            throw GatewayException.invalid(
                    "the body must have exactly one of dataframe_split, dataframe_records, instances, inputs; it has "
                            + fields.keySet());
        }
        List<String> unknown = fields.keySet().stream()
                .filter(key -> !FORMATS.contains(key) && !BESIDE.contains(key))
                .toList();
        if (!unknown.isEmpty()) {
            throw GatewayException.invalid("unknown keys " + unknown + "; beside the rows there may be " + BESIDE);
        }
        Object content = fields.get(present.getFirst());
        Table table = switch (present.getFirst()) {
            case "dataframe_split" -> split(content);
            case "dataframe_records" -> records(content, "dataframe_records");
            default -> tensors(content, present.getFirst(), route.signature());
        };
        return request(route, table, fields);
    }

    /// CSV with a header line.
    ///
    /// @throws GatewayException INVALID with the column and row at fault
    public static InferenceRequest decodeCsv(byte[] body, Route route) {
        List<List<@Nullable String>> lines = CsvBody.parse(new String(body, StandardCharsets.UTF_8));
        if (lines.isEmpty()) {
            throw GatewayException.invalid("the body is empty; send CSV with a header line");
        }
        List<@Nullable String> header = lines.getFirst();
        Table table = new Table();
        for (@Nullable String name : header) {
            table.columns.put(String.valueOf(name), new ArrayList<>());
        }
        if (table.columns.size() != header.size()) {
            throw GatewayException.invalid("a column name appears twice in the CSV header");
        }
        for (int r = 1; r < lines.size(); r++) {
            List<@Nullable String> line = lines.get(r);
            if (line.size() > header.size()) {
                throw GatewayException.invalid(
                        "CSV row " + (r - 1) + " has " + line.size() + " fields, the header " + header.size());
            }
            int c = 0;
            for (List<@Nullable Object> column : table.columns.values()) {
                column.add(c < line.size() ? line.get(c) : null);
                c++;
            }
            table.rows++;
        }
        return request(route, table, Map.of());
    }

    private static Table split(@Nullable Object content) {
        if (!(content instanceof Map<?, ?> map)) {
            throw GatewayException.invalid("dataframe_split must be an object with columns and data");
        }
        List<@Nullable Object> data = JsonBody.listOf(map.get("data"), "dataframe_split.data");
        Table table = new Table();
        List<String> names =
                map.get("columns") == null ? List.of() : JsonBody.texts(map.get("columns"), "dataframe_split.columns");
        table.named = map.get("columns") != null;
        int width = names.size();
        for (Object row : data) {
            width = table.named
                    ? width
                    : Math.max(
                            width,
                            JsonBody.listOf(row, "a row of dataframe_split.data")
                                    .size());
        }
        for (int c = 0; c < width; c++) {
            table.columns.put(table.named ? names.get(c) : Integer.toString(c), new ArrayList<>());
        }
        if (table.columns.size() != width) {
            throw GatewayException.invalid("a name appears twice in dataframe_split.columns");
        }
        for (Object row : data) {
            List<@Nullable Object> values = JsonBody.listOf(row, "a row of dataframe_split.data");
            if (values.size() > width) {
                throw GatewayException.invalid("row " + table.rows + " of dataframe_split.data has " + values.size()
                        + " values for " + width + " columns");
            }
            int c = 0;
            for (List<@Nullable Object> column : table.columns.values()) {
                column.add(c < values.size() ? values.get(c) : null);
                c++;
            }
            table.rows++;
        }
        return table;
    }

    private static Table records(@Nullable Object content, String where) {
        Table table = new Table();
        for (Object row : JsonBody.listOf(content, where)) {
            if (!(row instanceof Map<?, ?> map)) {
                throw GatewayException.invalid(where + " holds objects, one per row");
            }
            table.add(map);
        }
        return table;
    }

    /// `inputs` and `instances`: an object of columns, an array of objects, or an array of arrays.
    private static Table tensors(@Nullable Object content, String where, Signature signature) {
        if (content instanceof Map<?, ?> map) {
            Table table = new Table();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                List<@Nullable Object> values = entry.getValue() instanceof List<?>
                        ? JsonBody.listOf(entry.getValue(), where)
                        : new ArrayList<>(Collections.singletonList(entry.getValue()));
                values.replaceAll(InvocationsCodec::single);
                table.columns.put(String.valueOf(entry.getKey()), values);
                if (table.columns.size() > 1 && values.size() != table.rows) {
                    throw GatewayException.invalid(where + ": '" + entry.getKey() + "' has " + values.size()
                            + " values, the columns before it " + table.rows);
                }
                table.rows = values.size();
            }
            return table;
        }
        List<@Nullable Object> rows = JsonBody.listOf(content, where);
        if (!rows.isEmpty() && rows.getFirst() instanceof Map<?, ?>) {
            return records(content, where);
        }
        Table table = new Table();
        table.named = false;
        int width = signature.inputs().size();
        for (int c = 0; c < width; c++) {
            table.columns.put(Integer.toString(c), new ArrayList<>());
        }
        for (Object row : rows) {
            List<@Nullable Object> values = JsonBody.listOf(
                    width == 1 && !(row instanceof List<?>) ? Collections.singletonList(row) : row,
                    "a row of " + where);
            if (values.size() != width) {
                throw GatewayException.invalid("row " + table.rows + " of " + where + " has " + values.size()
                        + " values, the model has " + width + " features");
            }
            int c = 0;
            for (List<@Nullable Object> column : table.columns.values()) {
                column.add(values.get(c++));
            }
            table.rows++;
        }
        return table;
    }

    private static @Nullable Object single(@Nullable Object value) {
        return value instanceof List<?> list && list.size() == 1 ? list.getFirst() : value;
    }

    private static InferenceRequest request(Route route, Table table, Map<String, @Nullable Object> fields) {
        List<String> warnings = new ArrayList<>();
        List<@Nullable Column> given = BatchBuilder.slots(route.accepted().size());
        Set<String> ignored = new LinkedHashSet<>();
        int position = 0;
        for (Map.Entry<String, List<@Nullable Object>> entry : table.columns.entrySet()) {
            int at = table.named ? route.accepted().indexOf(entry.getKey()) : position;
            position++;
            if (at < 0 || at >= route.accepted().size()) {
                ignored.add(entry.getKey());
                continue;
            }
            ColumnSpec spec = route.accepted().columns().get(at);
            given.set(at, ValueColumn.of(spec.name(), spec.type(), entry.getValue(), true, warnings));
        }
        if (!table.named) {
            warnings.add("columns were taken by position");
        }
        if (fields.get("params") instanceof Map<?, ?> params && !params.isEmpty()) {
            warnings.add("params were ignored: the model takes none");
        }
        if (!ignored.isEmpty()) {
            warnings.add("ignored columns the model does not know: " + String.join(", ", ignored));
        }
        return new InferenceRequest(
                "",
                table.rows == 0
                        ? BatchBuilder.none(route.accepted())
                        : BatchBuilder.complete(route.accepted(), route.signature(), given, table.rows),
                CallerSays.predictionIds(fields.get("prediction_ids")),
                CallerSays.eventTimes(fields.get("event_times")),
                CallerSays.keys(fields.get("keys")),
                warnings);
    }
}
