package dev.trefoil.table.csv;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/// Cuts text into rows of fields, one at a time. Blank lines are no rows. Lines end in LF, CR LF or CR, and may
/// stand inside quotes. A quote that does not end within [#LONGEST] characters or before the end of the text spoils
/// its own line only: reading goes on with the next line.
final class CsvRows {
    static final int LONGEST = 1 << 17;

    private final Reader reader;
    private final CsvDialect dialect;
    private char[] buffer = new char[1 << 16];
    private int start;
    private int at;
    private int end;
    private boolean exhausted;
    private String[] fields = new String[16];
    private int size;
    private long line = 1;
    private long rowLine;
    private boolean openQuote;

    CsvRows(Reader reader, CsvDialect dialect) {
        this.reader = reader;
        this.dialect = dialect;
    }

    /// Goes to the next row; false at the end.
    boolean next() throws IOException {
        size = 0;
        openQuote = false;
        do {
            start = at;
            if (!more(0)) {
                return false;
            }
        } while (skipBlankLine());
        rowLine = line;
        if (!cut()) {
            rewind();
        }
        return true;
    }

    int size() {
        return size;
    }

    /// A field; without the spaces around it unless it was quoted.
    String field(int index) {
        return fields[index];
    }

    /// The line where the row begins, from 1.
    long line() {
        return rowLine;
    }

    /// Whether the row is spoilt by a quote that never ends; it then has no fields.
    boolean hasOpenQuote() {
        return openQuote;
    }

    /// The row as it stands in the text.
    String raw() {
        int stop = at;
        while (stop > start && (buffer[stop - 1] == '\n' || buffer[stop - 1] == '\r')) {
            stop--;
        }
        return new String(buffer, start, stop - start);
    }

    private boolean skipBlankLine() throws IOException {
        int look = 0;
        while (more(look)) {
            char c = buffer[at + look];
            if (c == '\n' || c == '\r') {
                at += look;
                newline();
                return true;
            }
            if (c != ' ' || dialect.delimiter() == '\t' && c == '\t') {
                return false;
            }
            look++;
        }
        at += look;
        return true;
    }

    private boolean cut() throws IOException {
        char delimiter = dialect.delimiter();
        while (true) {
            if (delimiter == ' ') {
                while (more(0) && buffer[at] == ' ') {
                    at++;
                }
                if (!more(0) || buffer[at] == '\n' || buffer[at] == '\r') {
                    newline();
                    return true;
                }
            }
            if (more(0) && buffer[at] == dialect.quote()) {
                if (!quoted()) {
                    return false;
                }
            } else {
                plain("");
            }
            if (!more(0)) {
                return true;
            }
            if (buffer[at] == delimiter) {
                at++;
            } else {
                newline();
                return true;
            }
        }
    }

    private void plain(String before) throws IOException {
        int from = at - start;
        char delimiter = dialect.delimiter();
        while (more(0)) {
            char c = buffer[at];
            if (c == delimiter || c == '\n' || c == '\r') {
                break;
            }
            at++;
        }
        int first = start + from;
        int last = at;
        while (first < last && (buffer[first] == ' ' || buffer[first] == '\u00a0')) {
            first++;
        }
        while (last > first && (buffer[last - 1] == ' ' || buffer[last - 1] == '\u00a0')) {
            last--;
        }
        add(before + new String(buffer, first, last - first));
    }

    private boolean quoted() throws IOException {
        at++;
        StringBuilder text = new StringBuilder();
        long lines = line;
        while (true) {
            if (!more(0) || at - start > LONGEST) {
                line = rowLine;
                return false;
            }
            char c = buffer[at];
            if (c == dialect.quote()) {
                at++;
                if (more(0) && buffer[at] == dialect.quote()) {
                    text.append(c);
                    at++;
                } else {
                    break;
                }
            } else if (dialect.backslash() && c == '\\' && more(1)) {
                text.append(buffer[at + 1]);
                at += 2;
            } else {
                if (c == '\n' || c == '\r' && !(more(1) && buffer[at + 1] == '\n')) {
                    lines++;
                }
                text.append(c);
                at++;
            }
        }
        line = lines;
        while (more(0) && buffer[at] == ' ' && dialect.delimiter() != ' ') {
            at++;
        }
        if (!more(0) || buffer[at] == dialect.delimiter() || buffer[at] == '\n' || buffer[at] == '\r') {
            add(text.toString());
        } else {
            plain(text.toString());
        }
        return true;
    }

    private void rewind() throws IOException {
        size = 0;
        openQuote = true;
        at = start;
        while (more(0) && buffer[at] != '\n' && buffer[at] != '\r') {
            at++;
        }
        newline();
    }

    private void newline() throws IOException {
        if (more(0) && buffer[at] == '\r') {
            at++;
            if (more(0) && buffer[at] == '\n') {
                at++;
            }
            line++;
        } else if (more(0) && buffer[at] == '\n') {
            at++;
            line++;
        }
    }

    private void add(String field) {
        if (size == fields.length) {
            fields = Arrays.copyOf(fields, size * 2);
        }
        fields[size++] = field;
    }

    /// Whether there is a character `ahead` of the current one; keeps the row from its start in the buffer.
    private boolean more(int ahead) throws IOException {
        while (at + ahead >= end && !exhausted) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, end - start);
                at -= start;
                end -= start;
                start = 0;
            }
            if (end == buffer.length) {
                buffer = Arrays.copyOf(buffer, end * 2);
            }
            int read = reader.read(buffer, end, buffer.length - end);
            if (read < 0) {
                exhausted = true;
            } else {
                end += read;
            }
        }
        return at + ahead < end;
    }
}
