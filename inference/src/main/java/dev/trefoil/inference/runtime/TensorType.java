package dev.trefoil.inference.runtime;

import java.util.Locale;

/// Element types of tensors.
public enum TensorType {
    BOOL,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    INT8,
    INT16,
    INT32,
    INT64,
    FLOAT16,
    BFLOAT16,
    FLOAT32,
    FLOAT64,
    STRING;

    /// Whether elements are held as `long`.
    public boolean whole() {
        return switch (this) {
            case BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 -> true;
            case FLOAT16, BFLOAT16, FLOAT32, FLOAT64, STRING -> false;
        };
    }

    /// Whether elements are held as `double`.
    public boolean fractional() {
        return !whole() && this != STRING;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
