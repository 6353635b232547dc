package dev.trefoil.inference.tree;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is made when it is first asked for, by one thread, and then kept: a model loads without paying for
/// layouts that its use may never need.
public final class Once<T> {
    private @Nullable Supplier<T> maker;
    private volatile @Nullable T value;

    public Once(Supplier<T> maker) {
        this.maker = maker;
    }

    public T value() {
        T made = value;
        return made != null ? made : make();
    }

    private synchronized T make() {
        T made = value;
        if (made == null) {
            Supplier<T> from = maker;
            if (from == null) {
                throw new IllegalStateException("asked for while it is being made");
            }
            made = from.get();
            value = made;
            maker = null;
        }
        return made;
    }
}
