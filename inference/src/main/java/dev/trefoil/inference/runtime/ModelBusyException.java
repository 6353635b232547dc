package dev.trefoil.inference.runtime;

/// A model that cannot take a call now; the same call may do in a moment.
public final class ModelBusyException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public ModelBusyException(String message) {
        super(message);
    }
}
