package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.Field;
import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the names in a search for experiments stand for.
final class ExperimentFields {
    private ExperimentFields() {}

    static SearchField field(Field field) {
        return switch (field.prefix().toLowerCase(Locale.ROOT)) {
            case "tags", "tag" -> SearchField.keyed("experiment_tag", "experiment", "e.id", field.name());
            case "", "attribute", "attributes", "attr" ->
                switch (field.name()) {
                    case "name" -> SearchField.text("e.name");
                    case "project" -> SearchField.text("e.project");
                    case "creation_time" -> SearchField.time("e.created_at");
                    case "last_update_time" -> SearchField.time("e.updated_at");
                    default ->
                        throw SearchSql.invalid("Invalid attribute key '" + field.name()
                                + "' specified. Valid keys are name, creation_time, last_update_time and tags.<key>.");
                };
            default ->
                throw SearchSql.invalid(
                        "Invalid entity type '" + field.prefix() + "'. Valid values are 'tag' and 'attribute'.");
        };
    }

    /// The keys of the order; the id makes them unique.
    static List<Keyset.Key> keys(List<OrderTerm> order) {
        List<Keyset.Key> keys = new ArrayList<>();
        for (OrderTerm term : order) {
            String name = term.field().name();
            Keyset.Type type = name.equals("name") ? Keyset.Type.TEXT : Keyset.Type.INTEGER;
            String column = switch (name) {
                case "name" -> "e.name";
                case "experiment_id" -> "e.id";
                case "creation_time" -> "e.created_at";
                case "last_update_time" -> "e.updated_at";
                default ->
                    throw SearchSql.invalid(
                            "Invalid order_by key '" + term.field().path()
                                    + "'. Valid keys are name, experiment_id, creation_time and last_update_time.");
            };
            keys.add(new Keyset.Key(SqlText.of(column), term.descending(), type));
        }
        if (order.isEmpty()) {
            keys.add(new Keyset.Key(SqlText.of("e.created_at"), true, Keyset.Type.INTEGER));
        }
        keys.add(new Keyset.Key(SqlText.of("e.id"), false, Keyset.Type.INTEGER));
        return keys;
    }
}
