package dev.trefoil.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Prints story lines as they come: a line for people, or a line of JSON.
final class StoryPrinter {
    private static final int WIDTH = 160;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PrintStream out;
    private final boolean json;
    private final boolean terminal;
    private String station = "";
    private boolean progress;

    StoryPrinter(PrintStream out, boolean json, boolean terminal) {
        this.out = out;
        this.json = json;
        this.terminal = terminal && !json;
    }

    /// Whether a person watches.
    static boolean onTerminal() {
        return Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    void print(JsonNode line) {
        if (json) {
            ObjectNode shown = JSON.createObjectNode();
            for (String key : new String[] {"at", "station", "event", "says", "values"}) {
                shown.set(key, line.path(key));
            }
            out.println(JSON.writeValueAsString(shown));
            return;
        }
        clear();
        String event = line.path("event").asString("");
        if (event.equals("verdict")) {
            return; // the line that sums them up follows
        }
        String name = line.path("station").asString("");
        String shown = name.equals(station) ? "" : title(name);
        station = name;
        if (event.equals("alert")) {
            out.println();
            wrapped("     ✕ ", line.path("says").asString(""));
            out.println();
            station = "";
            return;
        }
        String begins = String.format(Locale.ROOT, "  %-13s %s %-14s ", shown, mark(event), event.replace('-', ' '));
        wrapped(begins, line.path("says").asString(""));
    }

    /// A long sentence goes on below its beginning; what stands between three blanks stays together.
    private void wrapped(String begins, String says) {
        StringBuilder row = new StringBuilder(begins);
        int room = WIDTH - begins.length();
        int used = 0;
        for (String part : says.split("(?<=   )|(?<=[.;·] )")) {
            if (used > 0 && used + part.stripTrailing().length() > room) {
                out.println(row.toString().stripTrailing());
                row = new StringBuilder(" ".repeat(begins.length()));
                used = 0;
            }
            row.append(part);
            used += part.length();
        }
        out.println(row.toString().stripTrailing());
    }

    /// One line that is written over again and again, on a terminal only.
    void progress(String text) {
        if (terminal) {
            out.print("\r\u001b[2K  " + (text.length() > 96 ? text.substring(0, 96) : text));
            out.flush();
            progress = true;
        }
    }

    void say(String text) {
        if (!json) {
            clear();
            out.println(text);
        }
    }

    /// A line of the summary, with what it is about, or without.
    void summary(String event, String about, String says, Map<String, ?> values) {
        if (!json && !about.isEmpty()) {
            clear();
            wrapped(String.format(Locale.ROOT, "  %-10s ", about), says);
        } else {
            summary(event, about.isEmpty() ? says : about + ": " + says, values);
        }
    }

    private void summary(String event, String says, Map<String, ?> values) {
        if (json) {
            ObjectNode line = JSON.createObjectNode();
            line.put("at", java.time.Instant.now().toString());
            line.put("station", "summary");
            line.put("event", event);
            line.put("says", says);
            line.set("values", JSON.valueToTree(values));
            out.println(JSON.writeValueAsString(line));
        } else {
            clear();
            wrapped("  ", says);
        }
    }

    private void clear() {
        if (progress) {
            out.print("\r\u001b[2K");
            progress = false;
        }
    }

    private static String mark(String event) {
        return switch (event) {
            case "gate-refused", "rolled-back", "refused", "failed" -> "✕";
            case "hold", "recommend", "recommend-back", "waits", "lint", "anomaly", "too-few", "too-good" -> "?";
            case "live", "rollout" -> "→";
            case "note", "no-rows" -> "·";
            default -> "✓";
        };
    }

    private static String title(String station) {
        return station.isEmpty() ? "" : station.substring(0, 1).toUpperCase(Locale.ROOT) + station.substring(1);
    }
}
