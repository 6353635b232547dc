package dev.trefoil.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/// Says which version this is.
@Command(name = "version", mixinStandardHelpOptions = true, description = "Say which version this is.")
public final class VersionCommand implements Callable<Integer> {
    @Option(names = "--json", description = "the answer as JSON")
    private boolean json;

    private final String version;

    public VersionCommand(String version) {
        this.version = version;
    }

    @Override
    public Integer call() {
        System.out.println(
                json ? JsonMapper.shared().writeValueAsString(Map.of("version", version)) : "trefoil " + version);
        return 0;
    }
}
