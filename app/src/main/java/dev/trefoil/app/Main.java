package dev.trefoil.app;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Where the program starts: one command with its arguments, an exit code.
public final class Main {
    private Main() {}

    /// Runs one command and ends the JVM with its exit code.
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) {
        String command = args.isEmpty() ? "help" : args.getFirst();
        return switch (command) {
            case "version", "--version", "-V" -> {
                out.println("trefoil " + version());
                yield 0;
            }
            case "help", "--help", "-h" -> {
                out.println("usage: trefoil COMMAND [OPTIONS]");
                yield 0;
            }
            default -> {
                err.println("trefoil: no command '" + command + "'; see trefoil help");
                yield 2;
            }
        };
    }

    /// The version and, after a plus sign, the commit it was built from; without an archive, `development`.
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
