package dev.trefoil.training;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.signature.Feature;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/// Which columns of the table fill the inputs of a model that was made elsewhere.
///
/// @param inputs in the order of the model's own, under the table's names and in its types
/// @param remarks what somebody should know before relying on it
record InputColumns(List<Feature> inputs, List<String> remarks) {
    /// What LightGBM and the converters to ONNX write as `_`.
    private static final Pattern WRITTEN_OTHERWISE = Pattern.compile("[^\\p{L}\\p{N}_]");

    InputColumns {
        inputs = List.copyOf(inputs);
        remarks = List.copyOf(remarks);
    }

    /// By the names that somebody gave, else by the model's own; when none of these is a column, the features in the
    /// table's order, if there are as many.
    ///
    /// @param own inputs as the model states them; empty when it does not
    /// @param given columns in the order of the model's inputs; empty for none
    /// @throws IllegalArgumentException when they do not fit the table
    static InputColumns of(List<Feature> own, List<String> given, DevelopmentSpec spec, Schema table) {
        List<String> names = own.stream().map(Feature::name).toList();
        List<String> remarks = new ArrayList<>();
        List<String> columns;
        if (!given.isEmpty()) {
            columns = given(given, names, spec, table);
        } else if (own.isEmpty()) {
            columns = spec.features();
            remarks.add("the model does not say which columns it takes: it is given " + columns + ", in this order");
        } else {
            columns = named(names, spec, table);
            if (columns.isEmpty()) {
                columns = spec.features();
                remarks.add("none of the model's inputs is a column of the table, so they were taken by position: "
                        + pairs(names, columns) + "; if that is not their order, say it with --columns");
            }
        }
        if (columns.contains(spec.target().column())) {
            throw new IllegalArgumentException("the model takes the label '"
                    + spec.target().column() + "' itself, which nobody knows when the prediction is made");
        }
        List<Feature> inputs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            ColumnSpec column = table.find(columns.get(i)).orElseThrow();
            Feature stated = i < own.size() ? own.get(i) : new Feature(column.name(), column.type(), true);
            boolean number = stated.type().numeric() && !column.type().temporal();
            inputs.add(new Feature(column.name(), number ? column.type() : stated.type(), stated.required()));
        }
        return new InputColumns(inputs, remarks);
    }

    private static List<String> given(List<String> given, List<String> own, DevelopmentSpec spec, Schema table) {
        List<String> unknown =
                given.stream().filter(name -> !table.contains(name)).toList();
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "--columns names " + unknown + ", which the prepared table lacks; it has " + spec.features());
        }
        if (new HashSet<>(given).size() != given.size()) {
            throw new IllegalArgumentException("--columns names a column twice: " + given);
        }
        if (!own.isEmpty() && own.size() != given.size()) {
            throw new IllegalArgumentException(
                    "--columns names " + given.size() + ", the model takes " + own.size() + " inputs: " + own);
        }
        return given;
    }

    /// The columns of these names; none when no name is a column and there are as many features as names.
    private static List<String> named(List<String> names, DevelopmentSpec spec, Schema table) {
        List<String> columns = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (String name : names) {
            column(name, table).ifPresentOrElse(columns::add, () -> absent.add(name));
        }
        if (absent.isEmpty()) {
            return columns;
        }
        if (!columns.isEmpty()) {
            throw new IllegalArgumentException("the model takes " + absent
                    + ", which the prepared table lacks; it has " + spec.features()
                    + ": train with the table's names, add the columns to data.prepare, or name the table's columns in"
                    + " the order of the model's inputs with --columns");
        }
        if (names.size() != spec.features().size()) {
            throw new IllegalArgumentException("the model takes " + names.size() + " inputs, " + names
                    + ", none of which is a column of the prepared table, and that has "
                    + spec.features().size() + " features, " + spec.features()
                    + ": name the columns that it takes, in its order, with --columns");
        }
        return List.of();
    }

    private static java.util.Optional<String> column(String name, Schema table) {
        if (table.contains(name)) {
            return java.util.Optional.of(name);
        }
        List<String> alike = table.names().stream()
                .filter(column ->
                        WRITTEN_OTHERWISE.matcher(column).replaceAll("_").equals(name))
                .toList();
        return alike.size() == 1 ? java.util.Optional.of(alike.getFirst()) : java.util.Optional.empty();
    }

    private static String pairs(List<String> names, List<String> columns) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < Math.min(12, names.size()); i++) {
            pairs.add(names.get(i) + " ← " + columns.get(i));
        }
        return String.join(", ", pairs) + (names.size() > 12 ? ", … (" + names.size() + ")" : "");
    }
}
