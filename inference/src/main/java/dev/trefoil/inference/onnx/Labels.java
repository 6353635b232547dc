package dev.trefoil.inference.onnx;

import dev.trefoil.inference.runtime.Tensor;
import dev.trefoil.inference.runtime.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Class labels: texts or whole numbers.
record Labels(List<String> texts, List<Long> numbers) {
    static Labels of(Attributes in) {
        List<Long> numbers = new ArrayList<>();
        for (String name : List.of("classlabels_int64s", "classlabels_ints")) {
            for (long number : in.wholes(name)) {
                numbers.add(number);
            }
        }
        return new Labels(in.texts("classlabels_strings"), numbers);
    }

    int size() {
        return Math.max(texts.size(), numbers.size());
    }

    /// The labels of these classes.
    Tensor tensor(int[] chosen) {
        if (!texts.isEmpty()) {
            @Nullable String[] named = new @Nullable String[chosen.length];
            for (int i = 0; i < chosen.length; i++) {
                named[i] = texts.get(chosen[i]);
            }
            return Tensor.texts(List.of((long) chosen.length), named);
        }
        long[] numbered = new long[chosen.length];
        for (int i = 0; i < chosen.length; i++) {
            numbered[i] = numbers.get(chosen[i]);
        }
        return Tensor.integers(TensorType.INT64, List.of((long) chosen.length), numbered);
    }
}
