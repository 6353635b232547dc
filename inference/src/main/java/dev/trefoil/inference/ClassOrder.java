package dev.trefoil.inference;

import dev.trefoil.inference.runtime.Output;
import dev.trefoil.inference.runtime.Predictions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Brings the probabilities that a model gives its classes into the order of a label's classes.
public final class ClassOrder {
    private final int[] positions;
    private final boolean same;

    private ClassOrder(int[] positions) {
        this.positions = positions;
        boolean inPlace = true;
        for (int i = 0; i < positions.length; i++) {
            inPlace &= positions[i] == i;
        }
        this.same = inPlace;
    }

    /// @param from names that the model gives its classes; empty when it gives none, and then nothing is moved
    /// @param to names as the label spells them
    /// @throws IllegalArgumentException when they are not the same classes
    public static ClassOrder of(List<String> from, List<String> to) {
        if (from.isEmpty() || to.isEmpty()) {
            return new ClassOrder(new int[0]);
        }
        List<String> known = from.stream().map(ClassOrder::plain).toList();
        int[] positions = new int[to.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = known.indexOf(plain(to.get(i)));
            if (positions[i] < 0 || from.size() != to.size()) {
                throw new IllegalArgumentException("the model knows the classes " + from + ", the label has " + to
                        + ": train it on the label as the prepared table spells it");
            }
        }
        return new ClassOrder(positions);
    }

    /// A class as it reads whatever wrote it: `1` for `1.0`, `true` for `True`.
    private static String plain(String name) {
        String text = name.strip().toLowerCase(Locale.ROOT);
        return text.matches("-?\\d+\\.0") ? text.substring(0, text.length() - 2) : text;
    }

    /// @param values row after row, one number each for every class, or for the second of two
    public double[] apply(double[] values, int rows) {
        int classes = positions.length;
        if (same || rows == 0) {
            return values;
        }
        double[] moved = new double[values.length];
        if (classes == 2 && values.length == rows) {
            for (int row = 0; row < rows; row++) {
                moved[row] = 1 - values[row];
            }
            return moved;
        }
        if (values.length != rows * classes) {
            return values;
        }
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < classes; k++) {
                moved[row * classes + k] = values[row * classes + positions[k]];
            }
        }
        return moved;
    }

    Predictions apply(Predictions predictions) {
        if (same) {
            return predictions;
        }
        Output main = predictions.main();
        List<Output> outputs = new ArrayList<>(predictions.outputs());
        outputs.set(
                0,
                Output.numbers(
                        main.name(), main.type(), main.width(), apply(predictions.values(), predictions.rows())));
        return new Predictions(predictions.rows(), outputs);
    }
}
