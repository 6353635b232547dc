package dev.trefoil.cli;

import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/// The part that commands which ask a server share: `--json`, and the server they ask.
final class Asking {
    private ServerLauncher launcher;

    @Option(names = "--json", scope = picocli.CommandLine.ScopeType.INHERIT, description = "the answer as JSON")
    private boolean json;

    Asking(ServerLauncher launcher) {
        this.launcher = launcher;
    }

    /// What is asked of the server.
    interface Question {
        JsonNode ask(ApiClient client);
    }

    /// How an answer is shown to people.
    interface View {
        void show(JsonNode answer);
    }

    /// Asks and prints; answers the exit code 0.
    int ask(Question question, View view) {
        try (Connection connection = Connection.open(launcher)) {
            JsonNode answer = question.ask(connection.client());
            if (json) {
                Lines.json(System.out, answer);
            } else {
                view.show(answer);
            }
            return 0;
        }
    }

    ServerLauncher launcher() {
        return launcher;
    }

    boolean asJson() {
        return json;
    }

    static Lines lines() {
        return new Lines(System.out);
    }
}
