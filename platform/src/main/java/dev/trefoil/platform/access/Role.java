package dev.trefoil.platform.access;

/// What a principal may do.
public enum Role {
    /// Looks.
    VIEWER,
    /// A program that asks for predictions and sends truth.
    CALLER,
    /// Logs runs, registers models, changes projects.
    DEVELOPER,
    /// Also signs, promotes, rolls out and back.
    RELEASER,
    /// Also users, tokens and webhooks.
    ADMINISTRATOR,
    /// Everything, running commands on this machine included.
    OWNER;

    public boolean may(Permission permission) {
        return switch (this) {
            case VIEWER -> permission == Permission.READ;
            case CALLER -> permission == Permission.PREDICT;
            case DEVELOPER ->
                permission == Permission.READ || permission == Permission.PREDICT || permission == Permission.WRITE;
            case RELEASER -> permission != Permission.ADMINISTER && permission != Permission.EXECUTE;
            case ADMINISTRATOR -> permission != Permission.EXECUTE;
            case OWNER -> true;
        };
    }
}
