package dev.trefoil.inference.runtime;

import java.util.List;

/// Name, type and shape of an input or output; a dimension of −1 is free.
public record TensorSpec(String name, TensorType type, List<Long> shape) {
    public TensorSpec {
        shape = List.copyOf(shape);
    }

    /// Numbers in one row, the first dimension being the rows; −1 when that is free.
    public long width() {
        long width = 1;
        for (int i = 1; i < shape.size(); i++) {
            if (shape.get(i) < 0) {
                return -1;
            }
            width = Math.multiplyExact(width, shape.get(i));
        }
        return width;
    }

    /// Rows that a call must have; −1 when that is free.
    public long rows() {
        return shape.isEmpty() ? 1 : shape.getFirst();
    }
}
