package dev.trefoil.inference.xgboost;

import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.inference.format.Struct;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The categories of one feature as XGBoost 3.1 and later keeps them: numbers, or texts as bytes with offsets.
final class XgboostCategories {
    private int[] offsets = new int[0];
    private double[] values = new double[0];
    private boolean texts;

    private XgboostCategories() {}

    /// Reads the present value; empty for a feature that is a number.
    static Optional<List<String>> read(Struct in) {
        XgboostCategories read = new XgboostCategories();
        in.object(name -> {
            switch (name) {
                case "offsets" -> {
                    read.offsets = in.ints();
                    read.texts = true;
                }
                case "values" -> read.values = in.doubles();
                default -> in.skip();
            }
        });
        return read.values.length == 0 ? Optional.empty() : Optional.of(read.texts ? read.words(in) : read.numbers());
    }

    private List<String> numbers() {
        List<String> numbers = new ArrayList<>();
        for (double value : values) {
            numbers.add(NumberColumn.text(value));
        }
        return numbers;
    }

    private List<String> words(Struct in) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i + 1 < offsets.length; i++) {
            int from = offsets[i];
            int to = offsets[i + 1];
            if (from < 0 || to < from || to > values.length) {
                throw in.bad("the categories' offsets lie outside of their bytes");
            }
            byte[] bytes = new byte[to - from];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) values[from + k];
            }
            words.add(new String(bytes, StandardCharsets.UTF_8));
        }
        return words;
    }
}
