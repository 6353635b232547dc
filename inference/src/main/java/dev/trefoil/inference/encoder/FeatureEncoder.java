package dev.trefoil.inference.encoder;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns raw named columns into rows of numbers. Immutable, safe for any number of threads. Columns are found by
/// name
/// in any order; columns it does not know are ignored; a column that is not there is missing in every row. Values
/// never seen in training, and missing ones, are treated as each [Step] says.
public final class FeatureEncoder {
    private final List<Step> steps;
    private final List<String> names;
    private final int[] offsets;

    public FeatureEncoder(List<? extends Step> steps) {
        this.steps = List.copyOf(steps);
        this.names = new ArrayList<>();
        this.offsets = new int[steps.size()];
        for (int i = 0; i < steps.size(); i++) {
            offsets[i] = names.size();
            names.addAll(steps.get(i).names());
        }
    }

    /// Fits an encoder. Pure: the same rows and specification give an equal encoder.
    public static FeatureEncoder fit(ColumnBatch training, EncoderSpec spec) {
        List<Step> steps = new ArrayList<>();
        for (EncoderSpec.Plan plan : spec.columns()) {
            steps.add(EncoderFit.step(training, spec, plan));
        }
        return new FeatureEncoder(steps);
    }

    public List<Step> steps() {
        return steps;
    }

    /// Names of the encoded numbers, in order.
    public List<String> names() {
        return List.copyOf(names);
    }

    /// Numbers in an encoded row.
    public int width() {
        return names.size();
    }

    /// Rows of `width()` numbers, row after row.
    public double[] encode(ColumnBatch batch) {
        double[] out = new double[Math.multiplyExact(batch.rows(), width())];
        encode(batch, out);
        return out;
    }

    /// As above, into an array that is long enough.
    public void encode(ColumnBatch batch, double[] out) {
        int width = width();
        for (int i = 0; i < offsets.length; i++) {
            Step step = steps.get(i);
            step.encode(column(batch, i, step.column()), batch.rows(), out, offsets[i], width);
        }
    }

    /// As [#encode(ColumnBatch)], rounded to single precision.
    public float[] encodeFloats(ColumnBatch batch) {
        double[] wide = encode(batch);
        float[] out = new float[wide.length];
        for (int i = 0; i < wide.length; i++) {
            out[i] = (float) wide[i];
        }
        return out;
    }

    /// Looks at the same position first: most batches have the columns in the order of training.
    private static @Nullable Column column(ColumnBatch batch, int guess, String name) {
        if (guess < batch.columns().size()
                && batch.schema().columns().get(guess).name().equals(name)) {
            return batch.column(guess);
        }
        int at = batch.schema().indexOf(name);
        return at < 0 ? null : batch.column(at);
    }
}
