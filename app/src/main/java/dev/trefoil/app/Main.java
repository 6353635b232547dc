package dev.trefoil.app;

import dev.trefoil.cli.RunningServer;
import dev.trefoil.cli.ServerLauncher;
import dev.trefoil.cli.Trefoil;
import java.util.List;
import java.util.Optional;

/// Where the program starts: one command with its arguments, an exit code.
public final class Main {
    private Main() {}

    /// Runs one command and ends the JVM with its exit code.
    public static void main(String[] args) {
        Logging.quiet();
        List<String> arguments = args.length == 0 ? List.of("--help") : List.of(args);
        boolean version = arguments.getFirst().equals("--version");
        System.exit(Trefoil.execute(version ? List.of("version") : arguments, version(), Main::launch));
    }

    private record Launched(Server server) implements RunningServer {
        @Override
        public String url() {
            return server.url();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    private static RunningServer launch(ServerLauncher.Settings settings) {
        return new Launched(Server.start(new ServerOptions(
                settings.home(), settings.host(), settings.port(), settings.database(), settings.requireToken())));
    }

    /// The version and, after a plus sign, the commit it was built from; without an archive, `development`.
    static String version() {
        return Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
