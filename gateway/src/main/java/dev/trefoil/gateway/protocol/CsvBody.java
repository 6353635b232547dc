package dev.trefoil.gateway.protocol;

import dev.trefoil.gateway.GatewayException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The CSV that scoring clients send (RFC 4180, as pandas writes it): comma, double quotes, a header line. An empty
/// field without quotes is missing.
final class CsvBody {
    private CsvBody() {}

    static List<List<@Nullable String>> parse(String text) {
        List<List<@Nullable String>> lines = new ArrayList<>();
        List<@Nullable String> line = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        int start = text.startsWith("\uFEFF") ? 1 : 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
                    field.append('"');
                    i++;
                } else {
                    quoted = false;
                }
            } else if (c == '"' && field.isEmpty()) {
                quoted = true;
                wasQuoted = true;
            } else if (c == ',' || c == '\n') {
                line.add(value(field, wasQuoted));
                wasQuoted = false;
                if (c == '\n') {
                    finish(lines, line);
                    line = new ArrayList<>();
                }
            } else if (c != '\r') {
                field.append(c);
            }
        }
        if (quoted) {
            throw GatewayException.invalid("a quoted field of the CSV body does not end");
        }
        if (!field.isEmpty() || !line.isEmpty() || wasQuoted) {
            line.add(value(field, wasQuoted));
            finish(lines, line);
        }
        return lines;
    }

    private static void finish(List<List<@Nullable String>> lines, List<@Nullable String> line) {
        boolean blank = line.size() == 1 && line.getFirst() == null;
        if (!blank) {
            lines.add(line);
        }
    }

    private static @Nullable String value(StringBuilder field, boolean quoted) {
        String value = field.toString();
        field.setLength(0);
        return value.isEmpty() && !quoted ? null : value;
    }
}
