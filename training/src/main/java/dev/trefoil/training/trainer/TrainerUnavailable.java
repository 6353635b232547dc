package dev.trefoil.training.trainer;

/// This machine cannot run a trainer; the message says what to install. Others may still work.
public final class TrainerUnavailable extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /// @param why what the system said
    public TrainerUnavailable(String kind, String why) {
        super(says(kind, why));
    }

    private static String says(String kind, String why) {
        return why.contains("libgomp")
                ? kind + " needs the OpenMP library libgomp.so.1: apt install libgomp1 (or dnf install libgomp)"
                : kind + " cannot run on this machine: "
                        + why.lines().findFirst().orElse("unknown reason");
    }
}
