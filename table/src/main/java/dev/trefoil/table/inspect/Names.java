package dev.trefoil.table.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the names of columns say.
final class Names {
    private static final Set<String> IDENTIFIERS = Set.of(
            "id",
            "ids",
            "key",
            "uuid",
            "guid",
            "nr",
            "no",
            "num",
            "number",
            "nummer",
            "index",
            "idx",
            "row",
            "rownumber",
            "code",
            "hash",
            "token",
            "serial",
            "kennung");
    private static final Set<String> ENTITIES = Set.of(
            "customer",
            "client",
            "user",
            "person",
            "patient",
            "subject",
            "member",
            "account",
            "household",
            "family",
            "student",
            "pupil",
            "employee",
            "driver",
            "device",
            "machine",
            "sensor",
            "vehicle",
            "vin",
            "session",
            "kunde",
            "kunden",
            "konto",
            "participant",
            "respondent",
            "individual",
            "animal",
            "player",
            "engine",
            "unit",
            "email",
            "mail",
            "name");
    private static final Set<String> LATER = Set.of(
            "closed",
            "close",
            "end",
            "ended",
            "resolved",
            "updated",
            "update",
            "modified",
            "paid",
            "finished",
            "shipped",
            "delivered",
            "returned",
            "cancelled",
            "canceled",
            "birth",
            "birthday",
            "dob",
            "geburt",
            "geburtsdatum",
            "expiry",
            "expires",
            "due");
    private static final Set<String> TIMES = Set.of(
            "date",
            "datum",
            "time",
            "timestamp",
            "zeit",
            "created",
            "at",
            "day",
            "tag",
            "ts",
            "when",
            "datetime",
            "ordered",
            "order",
            "event");

    private Names() {}

    static List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (String word : name.replaceAll("([a-z0-9])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}0-9]+")) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    static boolean identifier(String name) {
        List<String> words = words(name);
        return words.stream().anyMatch(IDENTIFIERS::contains)
                || words.size() == 1
                        && words.getFirst().length() > 4
                        && words.getFirst().endsWith("id")
                        && entityStem(words.getFirst());
    }

    private static boolean entityStem(String word) {
        String stem = word.substring(0, word.length() - 2);
        return ENTITIES.contains(stem)
                || stem.equals("order")
                || stem.equals("passenger")
                || stem.equals("row")
                || stem.equals("record")
                || stem.equals("loan");
    }

    static boolean entity(String name) {
        List<String> words = words(name);
        return words.stream().anyMatch(ENTITIES::contains)
                || words.size() == 1
                        && words.getFirst().endsWith("id")
                        && words.getFirst().length() > 4
                        && ENTITIES.contains(
                                words.getFirst().substring(0, words.getFirst().length() - 2));
    }

    static boolean later(String name) {
        return words(name).stream().anyMatch(LATER::contains);
    }

    static boolean time(String name) {
        return words(name).stream().anyMatch(TIMES::contains);
    }

    /// Whether the name of a column contains the stem of the label's: `churn_reason` that of `churned`.
    static boolean shareStem(String name, String label) {
        for (String word : words(label)) {
            String stem = word.length() > 6 ? word.substring(0, 5) : word;
            if (stem.length() >= 4
                    && !stem.equals("colum")
                    && !stem.equals("label")
                    && !stem.equals("targe")
                    && words(name).stream().anyMatch(w -> w.startsWith(stem))) {
                return true;
            }
        }
        return false;
    }
}
