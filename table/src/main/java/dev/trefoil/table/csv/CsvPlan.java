package dev.trefoil.table.csv;

import java.util.List;

/// A source of delimited text, found out and ready to be read by [CsvReader].
public final class CsvPlan {
    private final String source;
    private final CsvFormat format;
    private final List<CsvLayout> layouts;

    CsvPlan(String source, CsvFormat format, List<CsvLayout> layouts) {
        this.source = source;
        this.format = format;
        this.layouts = List.copyOf(layouts);
    }

    public String source() {
        return source;
    }

    public CsvFormat format() {
        return format;
    }

    List<CsvLayout> layouts() {
        return layouts;
    }
}
