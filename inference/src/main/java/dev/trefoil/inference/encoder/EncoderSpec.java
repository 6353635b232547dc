package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which column is encoded how, before anything is fitted.
///
/// @param family the kind of model that will take the numbers
/// @param columns raw columns in the order of the encoded features
/// @param maxCategories values kept of a category; the rest are `other`
/// @param minCount rows in which a category must occur to be kept
/// @param maxWords entries in the vocabulary of a text
public record EncoderSpec(Family family, List<Plan> columns, int maxCategories, int minCount, int maxWords) {
    private static final int FEW_VALUES = 100;

    public EncoderSpec {
        columns = List.copyOf(columns);
        if (maxCategories < 1 || minCount < 1 || maxWords < 1) {
            throw new IllegalArgumentException("limits of an encoder are at least 1");
        }
    }

    /// What the encoded numbers are for.
    public enum Family {
        /// Missing stays missing, categories are ranks.
        TREES,
        /// No missing values, numbers are standardised, categories are one number each.
        LINEAR
    }

    /// How a raw column is read.
    public enum Kind {
        NUMBER,
        BOOLEAN,
        CATEGORY,
        TIME,
        TEXT
    }

    /// One raw column and its kind.
    public record Plan(String column, Kind kind) {}

    /// These kinds with the usual limits: 10,000 categories and 300 words for trees, 128 and 1,000 for linear
    /// models.
    public static EncoderSpec of(Family family, List<Plan> columns) {
        return switch (family) {
            case TREES -> new EncoderSpec(family, columns, 10_000, 2, 300);
            case LINEAR -> new EncoderSpec(family, columns, 128, 2, 1_000);
        };
    }

    /// The usual encoding of every column of a batch: by its type; texts that are mostly several words and mostly
    /// different from each other are free text, other texts are categories.
    public static EncoderSpec infer(ColumnBatch batch, Family family) {
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < batch.columns().size(); i++) {
            ColumnSpec spec = batch.schema().columns().get(i);
            Kind kind = switch (spec.type()) {
                case NUMBER, INTEGER -> Kind.NUMBER;
                case BOOLEAN -> Kind.BOOLEAN;
                case TIMESTAMP, DATE -> Kind.TIME;
                case STRING -> kindOfText(batch.column(i));
            };
            plans.add(new Plan(spec.name(), kind));
        }
        return of(family, plans);
    }

    private static Kind kindOfText(Column column) {
        Set<String> distinct = new HashSet<>();
        long words = 0;
        int present = 0;
        for (int row = 0; row < column.size(); row++) {
            String text = column.text(row);
            if (text != null) {
                present++;
                words += text.strip().split("\\s+").length;
                distinct.add(text);
            }
        }
        boolean several = present > 0 && words >= 3L * present;
        boolean different = distinct.size() > FEW_VALUES && distinct.size() > present / 5
                || distinct.size() <= FEW_VALUES && distinct.size() > present / 2;
        return several && different ? Kind.TEXT : Kind.CATEGORY;
    }
}
