package dev.trefoil.platform.tracking;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The order of a search, and where a page of it ended. The last key is unique, so pages neither overlap nor
/// leave out, whatever is added meanwhile, and a deep page costs no more than the first.
final class Keyset {
    /// One key of the order; never NULL in SQL.
    record Key(SqlText expression, boolean descending, Type type) {}

    /// How the value of a key is written in a token.
    enum Type {
        INTEGER,
        NUMBER,
        TEXT
    }

    private final List<Key> keys;
    private final String question;
    private final int constant;

    /// @param question everything else the search asks for: a token is only good for the same question
    Keyset(List<Key> keys, String question) {
        this(keys, question, 0);
    }

    /// @param constant how many of the first keys are the same in all rows of this part of the search
    Keyset(List<Key> keys, String question, int constant) {
        this.keys = List.copyOf(keys);
        this.constant = constant;
        this.question = Digest.of(question).hex().substring(0, 12);
    }

    /// To be selected: the keys as `k0`, `k1`, ….
    SqlText columns() {
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < keys.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append(keys.get(i).expression().sql())
                    .append(" AS k")
                    .append(i);
            parameters.addAll(keys.get(i).expression().parameters());
        }
        return new SqlText(sql.toString(), parameters);
    }

    /// What follows ORDER BY.
    String order() {
        return IntStream.range(constant, keys.size())
                .mapToObj(i -> "k" + i + (keys.get(i).descending() ? " DESC" : " ASC"))
                .collect(Collectors.joining(", "));
    }

    /// The condition, over the selected keys, for what comes after the page that gave the token.
    SqlText after(String token) {
        if (token.isEmpty()) {
            return SqlText.of("TRUE");
        }
        List<Object> values = values(token);
        List<Object> parameters = new ArrayList<>();
        StringBuilder sql = new StringBuilder("k").append(constant);
        sql.append(keys.get(constant).descending() ? " <= ?" : " >= ?");
        parameters.add(values.get(constant));
        sql.append(" AND (");
        for (int i = constant; i < keys.size(); i++) {
            sql.append(i == constant ? "(" : " OR (");
            for (int j = constant; j < i; j++) {
                sql.append('k').append(j).append(" = ? AND ");
                parameters.add(values.get(j));
            }
            sql.append('k').append(i).append(keys.get(i).descending() ? " < ?)" : " > ?)");
            parameters.add(values.get(i));
        }
        return new SqlText(sql.append(')').toString(), parameters);
    }

    /// The first key of the page that gave the token; 0 for no token.
    long first(String token) {
        return token.isEmpty() || !(values(token).getFirst() instanceof Long first) ? 0 : first;
    }

    /// The values of the keys in that row, as a token.
    String token(Row last) {
        StringBuilder token = new StringBuilder(question);
        for (int i = 0; i < keys.size(); i++) {
            String column = "k" + i;
            String value = switch (keys.get(i).type()) {
                case INTEGER -> Long.toString(last.integer(column));
                case NUMBER -> Double.toHexString(last.number(column));
                case TEXT -> last.text(column);
            };
            token.append('.').append(encode(value));
        }
        return encode(token.toString());
    }

    private List<Object> values(String token) {
        try {
            String[] parts = decode(token).split("\\.", -1);
            if (parts.length == keys.size() + 1 && parts[0].equals(question)) {
                List<Object> values = new ArrayList<>();
                for (int i = 0; i < keys.size(); i++) {
                    String value = decode(parts[i + 1]);
                    values.add(
                            switch (keys.get(i).type()) {
                                case INTEGER -> (Object) Long.valueOf(value);
                                case NUMBER -> Double.valueOf(value);
                                case TEXT -> value;
                            });
                }
                return values;
            }
        } catch (IllegalArgumentException e) {
            throw new PlatformException(PlatformException.Kind.INVALID, "page token", "Invalid page token.", e);
        }
        throw PlatformException.invalid(
                "page token", "Invalid page token: it belongs to another search. Begin again without one.");
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
