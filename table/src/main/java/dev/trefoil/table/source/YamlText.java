package dev.trefoil.table.source;

/// Text in YAML files that people edit.
public final class YamlText {
    private YamlText() {}

    /// Text as a YAML scalar: plain where that is surely read back as the same text, else in double quotes.
    public static String scalar(String text) {
        boolean plain = text.matches("[A-Za-z_][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*")
                && !text.matches("(?i)true|false|null|yes|no|on|off|y|n")
                && !text.endsWith(" ");
        return plain ? text : quoted(text);
    }

    /// Text in double quotes.
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ' || c == '\u0085' || c == '\u2028' || c == '\u2029' || c == '\u007f' || c == '\ufeff') {
                        quoted.append(String.format(java.util.Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /// Text as a comment on one line.
    public static String comment(String text) {
        return "# "
                + text.replaceAll("\\s*[\\r\\n\\u0085\\u2028\\u2029]+\\s*", " ").replaceAll("\\p{Cntrl}", " ");
    }
}
