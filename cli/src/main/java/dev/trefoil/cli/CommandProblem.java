package dev.trefoil.cli;

/// A command cannot go on; the message is the one line that people see.
final class CommandProblem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandProblem(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandProblem failed(String message) {
        return new CommandProblem(1, message);
    }

    static CommandProblem wrongUse(String message) {
        return new CommandProblem(2, message);
    }

    int exitCode() {
        return exitCode;
    }
}
