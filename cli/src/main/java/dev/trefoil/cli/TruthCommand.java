package dev.trefoil.cli;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.table.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends what turned out to be the case to an endpoint.
@Command(
        name = "truth",
        mixinStandardHelpOptions = true,
        description = "Send truth by prediction id from a file with the columns prediction_id, value and known_at.")
public final class TruthCommand implements Callable<Integer> {
    private static final int AT_ONCE = 10_000;

    @Parameters(index = "0", paramLabel = "ENDPOINT", description = "name of the endpoint")
    private String endpoint = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "CSV, JSON Lines or Parquet")
    private Path file = Path.of("");

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "column of the prediction id (default: ${DEFAULT-VALUE})")
    private String id = "prediction_id";

    @Option(names = "--value", paramLabel = "COLUMN", description = "column of the truth (default: ${DEFAULT-VALUE})")
    private String value = "value";

    @Option(
            names = "--known-at",
            paramLabel = "COLUMN",
            description = "column of when it became known (default: ${DEFAULT-VALUE}, else now)")
    private String knownAt = "known_at";

    @Option(names = "--json", description = "what was sent as JSON")
    private boolean json;

    private final ServerLauncher launcher;

    public TruthCommand(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    @Override
    public Integer call() {
        ColumnBatch rows = Tables.read(file);
        Column ids = rows.column(id);
        Column values = rows.column(value);
        Column times = rows.find(knownAt).orElse(null);
        try (Connection connection = Connection.open(launcher)) {
            long sent = 0;
            for (int from = 0; from < rows.rows(); from += AT_ONCE) {
                List<Map<String, Object>> lines = new ArrayList<>();
                for (int r = from; r < Math.min(rows.rows(), from + AT_ONCE); r++) {
                    String text = values.text(r);
                    if (ids.missing(r) || text == null) {
                        continue;
                    }
                    Map<String, Object> line = new LinkedHashMap<>();
                    line.put("prediction_id", String.valueOf(ids.text(r)));
                    line.put("value", text);
                    String at = times == null ? null : times.text(r);
                    if (at != null) {
                        line.put("known_at", at);
                    }
                    lines.add(line);
                }
                connection
                        .client()
                        .post("/api/v1/endpoints/" + ApiClient.part(endpoint) + "/truth", Map.of("truth", lines));
                sent += lines.size();
            }
            if (json) {
                System.out.println("{\"sent\":" + sent + ",\"leftOut\":" + (rows.rows() - sent) + "}");
                return 0;
            }
            System.out.println(
                    "  " + sent + " lines of truth sent, " + (rows.rows() - sent) + " without id or value left out");
            return 0;
        }
    }
}
