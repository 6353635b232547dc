package dev.trefoil.core.drift;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnType;
import java.util.HashSet;
import java.util.Set;

/// As what a column is compared.
public enum ProfileKind {
    /// Its value, in bins of equal reference mass.
    NUMBER,
    /// Its value, one slot for each frequent one.
    CATEGORY,
    /// True or false.
    BOOLEAN,
    /// The number of characters of a text, in bins of equal reference mass.
    TEXT_LENGTH,
    /// The hour of the day of a timestamp.
    HOUR_OF_DAY,
    /// The weekday of a date.
    DAY_OF_WEEK;

    /// True when the values are numbers in bins.
    public boolean binned() {
        return this == NUMBER || this == TEXT_LENGTH;
    }

    /// The kind a column has when nobody says otherwise: a text of which more than half of the rows are different
    /// (and more than 100 are) is compared by its length; times are compared by hour and dates by weekday, because
    /// time itself always moves on.
    public static ProfileKind of(Column column) {
        return switch (column.type()) {
            case NUMBER, INTEGER -> NUMBER;
            case BOOLEAN -> BOOLEAN;
            case TIMESTAMP -> HOUR_OF_DAY;
            case DATE -> DAY_OF_WEEK;
            case STRING -> mostlyDifferent(column) ? TEXT_LENGTH : CATEGORY;
        };
    }

    /// True when a column of this type can be compared so.
    public boolean fits(ColumnType type) {
        return switch (this) {
            case NUMBER -> true;
            case CATEGORY -> true;
            case BOOLEAN -> type == ColumnType.BOOLEAN;
            case TEXT_LENGTH -> type == ColumnType.STRING;
            case HOUR_OF_DAY, DAY_OF_WEEK -> type.temporal();
        };
    }

    private static boolean mostlyDifferent(Column column) {
        Set<String> distinct = new HashSet<>();
        int present = 0;
        for (int i = 0; i < column.size(); i++) {
            String text = column.text(i);
            if (text != null) {
                present++;
                distinct.add(text);
                if (present - distinct.size() > column.size() / 2) {
                    return false;
                }
            }
        }
        return mostlyDifferent(distinct.size(), present, column.size());
    }

    static boolean mostlyDifferent(long different, long present, long rows) {
        return present - different <= rows / 2 && different > 100 && different > present / 2;
    }
}
