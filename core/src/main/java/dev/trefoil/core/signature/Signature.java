package dev.trefoil.core.signature;

import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.Schema;
import java.util.List;

/// What goes into a model, as raw named columns, and what comes out.
///
/// @param inputs raw feature columns, in order
/// @param task kind of answer
/// @param classes names of the classes in the order of the outputs; for [Task#BINARY] the negative one first;
///     empty for [Task#REGRESSION]
public record Signature(List<Feature> inputs, Task task, List<String> classes) {
    public Signature {
        inputs = List.copyOf(inputs);
        classes = List.copyOf(classes);
        if (task == Task.BINARY && classes.size() != 2) {
            throw new IllegalArgumentException("a binary model has two classes, not " + classes);
        }
    }

    public Schema inputSchema() {
        return new Schema(
                inputs.stream().map(f -> new ColumnSpec(f.name(), f.type())).toList());
    }

    /// How many numbers a prediction has: 1, or one per class for [Task#MULTICLASS].
    public int outputWidth() {
        return task == Task.MULTICLASS ? classes.size() : 1;
    }
}
