package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.Field;
import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.core.text.Spelling;
import java.util.ArrayList;
import java.util.List;

/// What the names in a search for logged models stand for. The model is `l` in the SQL.
final class LoggedModelFields {
    private static final List<String> ATTRIBUTES = List.of(
            "name",
            "model_id",
            "model_type",
            "status",
            "source_run_id",
            "creation_timestamp",
            "creation_time",
            "last_updated_timestamp");

    private LoggedModelFields() {}

    static SearchField field(Field field) {
        return switch (field.prefix()) {
            case "metrics" -> new SearchField(SearchField.Kind.NUMBER, new SqlText("""
                                (SELECT m.value FROM logged_model_metric m
                                WHERE m.model = l.id AND m.key = ? AND m.nan = 0
                                ORDER BY m.step DESC, m.logged_ms DESC, m.value DESC LIMIT 1)""", List.of(field.name())), null);
            case "params" -> SearchField.keyed("logged_model_param", "model", "l.id", field.name());
            case "tags" -> SearchField.keyed("logged_model_tag", "model", "l.id", field.name());
            case "", "attributes" -> attribute(field);
            default ->
                throw SearchSql.invalid("Invalid entity type '" + field.prefix()
                        + "'. Valid entity types are metrics, params, tags and attributes.");
        };
    }

    private static SearchField attribute(Field field) {
        return switch (field.name()) {
            case "name" -> SearchField.text("l.name");
            case "model_id" -> SearchField.text("l.id");
            case "model_type" -> SearchField.text("l.model_type");
            case "status" -> SearchField.text("l.status");
            case "source_run_id" -> SearchField.text("l.source_run");
            case "creation_timestamp", "creation_time", "creation_timestamp_ms" -> SearchField.time("l.created_at");
            case "last_updated_timestamp", "last_updated_timestamp_ms" -> SearchField.time("l.updated_at");
            default ->
                throw SearchSql.invalid("Invalid attribute key '" + field.path() + "' specified. Valid keys are "
                        + String.join(", ", ATTRIBUTES) + Spelling.hint(field.name(), ATTRIBUTES) + ".");
        };
    }

    /// The keys of the order; what is missing comes last, the id makes them unique.
    static List<Keyset.Key> keys(List<OrderTerm> order) {
        List<Keyset.Key> keys = new ArrayList<>();
        for (OrderTerm term : order) {
            SearchField field = field(term.field());
            SqlText scalar = field.scalar();
            keys.add(new Keyset.Key(
                    new SqlText("CASE WHEN " + scalar.sql() + " IS NULL THEN 1 ELSE 0 END", scalar.parameters()),
                    false,
                    Keyset.Type.INTEGER));
            keys.add(
                    switch (field.kind()) {
                        case NUMBER -> present(scalar, "0.0", term, Keyset.Type.NUMBER);
                        case TEXT -> present(scalar, "''", term, Keyset.Type.TEXT);
                        case TIME -> present(scalar, "0", term, Keyset.Type.INTEGER);
                    });
        }
        keys.add(new Keyset.Key(SqlText.of("l.created_at"), true, Keyset.Type.INTEGER));
        keys.add(new Keyset.Key(SqlText.of("l.id"), false, Keyset.Type.TEXT));
        return keys;
    }

    private static Keyset.Key present(SqlText scalar, String other, OrderTerm term, Keyset.Type type) {
        return new Keyset.Key(
                new SqlText("coalesce(" + scalar.sql() + ", " + other + ")", scalar.parameters()),
                term.descending(),
                type);
    }
}
