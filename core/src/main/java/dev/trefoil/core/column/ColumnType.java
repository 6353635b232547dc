package dev.trefoil.core.column;

/// The types a column of a table can have.
public enum ColumnType {
    /// 64-bit floating point; NaN is missing.
    NUMBER,
    /// 64-bit signed integer, with a separate mark for missing.
    INTEGER,
    /// True, false or missing.
    BOOLEAN,
    /// Text or missing.
    STRING,
    /// Microseconds since 1970-01-01T00:00 without a zone (or in UTC where the source states a zone).
    TIMESTAMP,
    /// A day, held as the microsecond of its midnight.
    DATE;

    public boolean numeric() {
        return this == NUMBER || this == INTEGER;
    }

    public boolean temporal() {
        return this == TIMESTAMP || this == DATE;
    }
}
