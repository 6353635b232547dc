package dev.trefoil.platform.tracking;

import dev.trefoil.core.predicate.Field;
import dev.trefoil.core.predicate.Literal;
import dev.trefoil.core.predicate.Operand;
import dev.trefoil.core.predicate.Operator;
import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.Predicate;
import dev.trefoil.core.predicate.SqlText;
import dev.trefoil.core.text.Spelling;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Dialect;
import dev.trefoil.platform.db.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the names in a search for runs stand for. The run is `r` in the SQL.
final class RunFields {
    private static final List<String> ATTRIBUTES = List.of(
            "run_id",
            "run_name",
            "user_id",
            "status",
            "artifact_uri",
            "start_time",
            "end_time",
            "created",
            "experiment_id");
    private static final List<String> PREFIXES =
            List.of("metrics", "params", "tags", "attributes", "datasets", "metric", "parameter", "tag", "attribute");
    private static final String ARTIFACT_URI = """
            (SELECT CASE WHEN e.artifact_location = '' THEN 'mlflow-artifacts:/' || e.id ELSE e.artifact_location END
              || '/' || r.id || '/artifacts' FROM experiment e WHERE e.id = r.experiment)""";

    /// The rows of the metric that drives a search.
    static final String DRIVER = "best";

    private final Tx tx;
    private final List<ExperimentId> experiments;
    private final boolean byNumber;
    private final StringBuilder joins = new StringBuilder();
    private final List<Object> joinParameters = new ArrayList<>();
    private String driver = "";

    RunFields(Tx tx, List<ExperimentId> experiments, boolean byNumber) {
        this.tx = tx;
        this.experiments = experiments;
        this.byNumber = byNumber;
    }

    SearchField field(Field field) {
        return switch (field.prefix().toLowerCase(Locale.ROOT)) {
            case "metrics", "metric" -> metric(field.name());
            case "params", "param", "parameters", "parameter" ->
                SearchField.keyed("run_param", "run", "r.number", field.name());
            case "tags", "tag" -> SearchField.keyed("run_tag", "run", "r.number", field.name());
            case "datasets", "dataset" -> dataset(field);
            case "", "attributes", "attribute", "attr", "run" -> attribute(field);
            default ->
                throw SearchSql.invalid(
                        field,
                        "Invalid entity type '" + field.prefix()
                                + "'. Valid entity types are metrics, params, tags, attributes and datasets"
                                + Spelling.hint(field.prefix(), PREFIXES) + ".");
        };
    }

    /// Whether the first of the order is a metric.
    static boolean byMetric(List<OrderTerm> order) {
        return !order.isEmpty()
                && order.getFirst().field().prefix().toLowerCase(Locale.ROOT).startsWith("metric");
    }

    /// The keys of the order. What they need is in [#joins].
    ///
    /// @param driven whether the rows of the first metric are gone through in their order, from [#DRIVER]
    List<Keyset.Key> keys(List<OrderTerm> order, boolean driven) {
        List<Keyset.Key> keys = new ArrayList<>();
        Set<Field> seen = new HashSet<>();
        boolean byStart = false;
        for (OrderTerm term : order) {
            if (!seen.add(term.field())) {
                throw invalidOrder("`order_by` contains duplicate fields: " + term.field() + ".");
            }
            String prefix = term.field().prefix().toLowerCase(Locale.ROOT);
            if (driven && keys.isEmpty()) {
                driver = term.field().name();
                keys.add(new Keyset.Key(SqlText.of("0"), false, Keyset.Type.INTEGER));
                keys.add(new Keyset.Key(SqlText.of(DRIVER + ".value"), term.descending(), Keyset.Type.NUMBER));
                continue;
            }
            if (prefix.startsWith("metric")) {
                orderByMetric(term, keys);
                continue;
            }
            if (prefix.startsWith("dataset")) {
                throw invalidOrder("Invalid order_by entity type '" + prefix + "'.");
            }
            if (byNumber && prefix.startsWith("param")) {
                orderByParameter(term, keys);
                continue;
            }
            SearchField field = field(term.field());
            Keyset.Type type = field.kind() == SearchField.Kind.TEXT ? Keyset.Type.TEXT : Keyset.Type.INTEGER;
            byStart |= field.scalar().sql().equals("r.started_at");
            orderBy(field.scalar(), type, term.descending(), keys);
        }
        if (!byStart) {
            keys.add(new Keyset.Key(SqlText.of("r.started_at"), true, Keyset.Type.INTEGER));
        }
        keys.add(new Keyset.Key(SqlText.of("r.id"), false, Keyset.Type.TEXT));
        return keys;
    }

    SqlText joins() {
        return new SqlText(joins.toString(), joinParameters);
    }

    /// Whether no run without a number of this metric can be among the answers.
    static boolean needs(String metric, Predicate filter) {
        return switch (filter) {
            case Predicate.And(List<Predicate> terms) -> terms.stream().anyMatch(term -> needs(metric, term));
            case Predicate.Comparison(Field field, Operator _, Operand _) -> isMetric(field, metric);
            case Predicate.In(Field field, List<Literal> _) -> isMetric(field, metric);
            case Predicate.Like _, Predicate.IsNull _, Predicate.Or _, Predicate.Not _, Predicate.Constant _ -> false;
        };
    }

    private static boolean isMetric(Field field, String name) {
        return field.prefix().toLowerCase(Locale.ROOT).startsWith("metric")
                && field.name().equals(name);
    }

    private SearchField metric(String name) {
        if (name.equals(driver)) {
            return new SearchField(SearchField.Kind.NUMBER, SqlText.of(DRIVER + ".value"), null);
        }
        long key = MetricNames.find(tx, name);
        List<Object> parameters = new ArrayList<>();
        experiments.forEach(experiment -> parameters.add(experiment.value()));
        parameters.add(key);
        SqlText members = new SqlText(
                "r.number IN (SELECT m.run FROM metric_latest m WHERE m.experiment IN "
                        + RunSql.marks(experiments.size()) + " AND m.key = ? AND m.nan = 0 AND ",
                parameters);
        SqlText scalar = new SqlText(
                "(SELECT m.value FROM metric_latest m WHERE m.run = r.number AND m.key = ? AND m.nan = 0)",
                List.of(key));
        return new SearchField(SearchField.Kind.NUMBER, scalar, new SearchField.Members(members, "m.value", false));
    }

    private static SearchField dataset(Field field) {
        String name = field.name();
        String value = switch (name) {
            case "name" -> "d.name";
            case "digest" -> "d.digest";
            case "context" -> "t.value";
            default ->
                throw SearchSql.invalid(
                        field,
                        "Invalid dataset attribute '" + name
                                + "' specified. Valid attributes are name, digest and context.");
        };
        String before = name.equals("context")
                ? "EXISTS (SELECT 1 FROM run_dataset_tag t WHERE t.run = r.number AND t.key = 'mlflow.data.context' AND "
                : "EXISTS (SELECT 1 FROM run_dataset u JOIN tracked_dataset d ON d.number = u.dataset WHERE u.run = r.number AND ";
        return new SearchField(
                SearchField.Kind.TEXT, SqlText.of("NULL"), new SearchField.Members(SqlText.of(before), value, true));
    }

    private static SearchField attribute(Field field) {
        return switch (field.name()) {
            case "run_id" -> SearchField.text("r.id");
            case "run_name", "run name", "Run name", "Run Name" -> SearchField.text("r.name");
            case "user_id" -> SearchField.text("r.user_name");
            case "status" -> SearchField.text("r.status");
            case "artifact_uri" -> SearchField.text(ARTIFACT_URI);
            case "experiment_id" -> SearchField.text("CAST(r.experiment AS TEXT)");
            case "start_time", "created", "Created" -> SearchField.time("r.started_at");
            case "end_time" -> SearchField.time("r.ended_at");
            default ->
                throw SearchSql.invalid(
                        field,
                        "Invalid attribute key '" + field.path() + "' specified. Valid keys are "
                                + String.join(", ", ATTRIBUTES) + Spelling.hint(field.name(), ATTRIBUTES) + ".");
        };
    }

    /// Numbers, then NaN, then runs without the metric, whichever the direction.
    private void orderByMetric(OrderTerm term, List<Keyset.Key> keys) {
        String alias = join("metric_latest", MetricNames.find(tx, term.field().name()));
        keys.add(new Keyset.Key(SqlText.of("coalesce(" + alias + ".nan, 2)"), false, Keyset.Type.INTEGER));
        keys.add(new Keyset.Key(
                SqlText.of("coalesce(" + alias + ".value, 0.0)"), term.descending(), Keyset.Type.NUMBER));
    }

    /// Numbers by value, then other texts, then runs without the parameter, whichever the direction.
    private void orderByParameter(OrderTerm term, List<Keyset.Key> keys) {
        String value = join("run_param", term.field().name()) + ".value";
        String last = term.descending() ? "-" : "";
        keys.add(new Keyset.Key(
                SqlText.of("CASE WHEN " + value + " IS NULL THEN " + infinity(term.descending()) + " WHEN "
                        + isNumber(value) + " THEN CAST(" + value + " AS double precision) ELSE " + last
                        + "1.7e308 END"),
                term.descending(),
                Keyset.Type.NUMBER));
        keys.add(new Keyset.Key(SqlText.of("coalesce(" + value + ", '')"), term.descending(), Keyset.Type.TEXT));
    }

    /// Joins the rows of a table of keys and values, and gives the alias under which they stand.
    private String join(String table, Object key) {
        String alias = "o" + joinParameters.size();
        joins.append(
                " LEFT JOIN " + table + " " + alias + " ON " + alias + ".run = r.number AND " + alias + ".key = ?");
        joinParameters.add(key);
        return alias;
    }

    private String infinity(boolean negative) {
        return (negative ? "-" : "")
                + switch (tx.dialect()) {
                    case Dialect.Sqlite _ -> "9e999";
                    case Dialect.Postgres _ -> "CAST('Infinity' AS double precision)";
                };
    }

    /// Whether a text is a decimal number that a double holds. SQLite compares a text with a number as a number if all
    /// of it is one.
    private String isNumber(String text) {
        return switch (tx.dialect()) {
            case Dialect.Sqlite _ -> "CAST(" + text + " AS NUMERIC) = " + text;
            case Dialect.Postgres _ ->
                "length(" + text + ") <= 100 AND " + text
                        + " ~ '^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]{1,2})?$'";
        };
    }

    private static void orderBy(SqlText scalar, Keyset.Type type, boolean descending, List<Keyset.Key> keys) {
        boolean never = scalar.sql().startsWith("r.") && !scalar.sql().equals("r.ended_at");
        if (never) {
            keys.add(new Keyset.Key(scalar, descending, type));
            return;
        }
        keys.add(new Keyset.Key(
                new SqlText("CASE WHEN " + scalar.sql() + " IS NULL THEN 1 ELSE 0 END", scalar.parameters()),
                false,
                Keyset.Type.INTEGER));
        String empty = type == Keyset.Type.TEXT ? "''" : "0";
        keys.add(new Keyset.Key(
                new SqlText("coalesce(" + scalar.sql() + ", " + empty + ")", scalar.parameters()), descending, type));
    }

    private static PlatformException invalidOrder(String message) {
        return PlatformException.invalid("order_by", message);
    }
}
