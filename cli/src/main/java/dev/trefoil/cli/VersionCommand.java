package dev.trefoil.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Says which version this is.
@Command(name = "version", mixinStandardHelpOptions = true, description = "Say which version this is.")
public final class VersionCommand implements Callable<Integer> {
    private final String version;

    public VersionCommand(String version) {
        this.version = version;
    }

    @Override
    public Integer call() {
        System.out.println("trefoil " + version);
        return 0;
    }
}
