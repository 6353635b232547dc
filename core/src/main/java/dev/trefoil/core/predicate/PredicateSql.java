package dev.trefoil.core.predicate;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Turns predicates into SQL that is true for the same rows: literals become parameters, names are quoted.
///
/// A NaN in a database is a value there, not missing: turn it into NULL first. In SQLite ILIKE ignores the case of
/// ASCII letters only.
public final class PredicateSql {
    /// The databases whose SQL is written.
    public enum Dialect {
        DUCKDB,
        SQLITE,
        POSTGRESQL
    }

    private final Dialect dialect;
    private final Function<Field, SqlText> expression;
    private final Function<Field, String> cast;
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> parameters = new ArrayList<>();

    /// @param cast the SQL type a text parameter beside this field is cast to; empty for none
    private PredicateSql(Dialect dialect, Function<Field, SqlText> expression, Function<Field, String> cast) {
        this.dialect = dialect;
        this.expression = expression;
        this.cast = cast;
    }

    /// A condition over a table whose columns have the names of the fields. The predicate must resolve against the
    /// schema; a [PredicateException] otherwise. Times in SQLite are texts like `2013-03-01 10:00:00.000000`.
    public static SqlText over(Schema schema, Predicate predicate, Dialect dialect) {
        PredicateResolver.resolve(predicate, schema);
        String time = dialect == Dialect.SQLITE ? "TEXT" : "TIMESTAMP";
        PredicateSql writer = new PredicateSql(
                dialect,
                field -> SqlText.of(SqlText.quoted(field.path())),
                field -> schema.find(field.path())
                        .map(ColumnSpec::type)
                        .filter(ColumnType::temporal)
                        .map(_ -> time)
                        .orElse(""));
        return writer.run(predicate);
    }

    /// A condition in which each field is replaced by what `expression` gives for it: a quoted column, or a scalar
    /// subquery (NULL where there is no such value), with its own parameters. Texts stay texts: for times to be
    /// compared as times, use [#over].
    public static SqlText render(Predicate predicate, Dialect dialect, Function<Field, SqlText> expression) {
        return new PredicateSql(dialect, expression, _ -> "").run(predicate);
    }

    private SqlText run(Predicate predicate) {
        write(predicate);
        return new SqlText(sql.toString(), parameters);
    }

    private void write(Predicate predicate) {
        switch (predicate) {
            case Predicate.Comparison(Field field, Operator operator, Operand operand) -> {
                field(field);
                sql.append(operator == Operator.NOT_EQUAL ? " <> " : " " + operator.symbol() + " ");
                switch (operand) {
                    case Field other -> field(other);
                    case Literal literal -> literal(literal, cast.apply(field));
                }
            }
            case Predicate.In(Field field, List<Literal> values) -> {
                field(field);
                sql.append(" IN (");
                for (int i = 0; i < values.size(); i++) {
                    sql.append(i == 0 ? "" : ", ");
                    literal(values.get(i), cast.apply(field));
                }
                sql.append(')');
            }
            case Predicate.Like like -> like(like);
            case Predicate.IsNull(Field field) -> {
                field(field);
                sql.append(" IS NULL");
            }
            case Predicate.And(List<Predicate> terms) -> joined(terms, " AND ");
            case Predicate.Or(List<Predicate> terms) -> joined(terms, " OR ");
            case Predicate.Not(Predicate term) -> {
                sql.append("NOT (");
                write(term);
                sql.append(')');
            }
            case Predicate.Constant(boolean value) -> sql.append(value ? "TRUE" : "FALSE");
        }
    }

    private void joined(List<Predicate> terms, String word) {
        for (int i = 0; i < terms.size(); i++) {
            sql.append(i == 0 ? "(" : word + "(");
            write(terms.get(i));
            sql.append(')');
        }
    }

    private void field(Field field) {
        SqlText text = expression.apply(field);
        sql.append(text.sql());
        parameters.addAll(text.parameters());
    }

    private void literal(Literal literal, String cast) {
        switch (literal) {
            case Literal.Text(String value) -> {
                sql.append(cast.isEmpty() ? "?" : "CAST(? AS " + cast + ")");
                parameters.add(cast.isEmpty() ? value : Times.sql(value));
            }
            case Literal.Numeral numeral -> {
                sql.append('?');
                parameters.add(number(numeral));
            }
            case Literal.Bool(boolean value) -> sql.append(value ? "TRUE" : "FALSE");
        }
    }

    private static Object number(Literal.Numeral numeral) {
        BigDecimal value = numeral.value();
        if (numeral.whole()) {
            return value.longValueExact();
        }
        return value.doubleValue();
    }

    private void like(Predicate.Like like) {
        boolean lowered = dialect == Dialect.SQLITE && like.ignoreCase();
        sql.append(lowered ? "lower(" : "");
        field(like.field());
        sql.append(
                switch (dialect) {
                    case DUCKDB -> like.ignoreCase() ? " ILIKE ?" : " LIKE ?";
                    case POSTGRESQL -> like.ignoreCase() ? " ILIKE ? ESCAPE ''" : " LIKE ? ESCAPE ''";
                    case SQLITE -> like.ignoreCase() ? ") LIKE lower(?)" : " GLOB ?";
                });
        parameters.add(dialect == Dialect.SQLITE && !like.ignoreCase() ? glob(like.pattern()) : like.pattern());
    }

    /// Whether SQLite's LIKE ignores case is a setting of the connection; its GLOB never does, and writes the same
    /// wildcards otherwise.
    private static String glob(String pattern) {
        StringBuilder glob = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '%' -> glob.append('*');
                case '_' -> glob.append('?');
                case '*', '?', '[' -> glob.append('[').append(c).append(']');
                default -> glob.append(c);
            }
        }
        return glob.toString();
    }
}
