package dev.trefoil.training.trainer;

/// This machine cannot run a trainer; the message says what to install. Others may still work.
public final class TrainerUnavailable extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public TrainerUnavailable(String kind, Throwable cause) {
        super(says(kind, cause), cause);
    }

    private static String says(String kind, Throwable cause) {
        String why = String.valueOf(cause.getMessage());
        return why.contains("libgomp")
                ? kind + " needs the OpenMP library libgomp.so.1: apt install libgomp1 (or dnf install libgomp)"
                : kind + " cannot run on this machine: " + why.lines().findFirst().orElse(cause.toString());
    }
}
