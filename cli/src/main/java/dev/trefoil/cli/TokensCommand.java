package dev.trefoil.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Tokens with which others act on a server.
@Command(
        name = "tokens",
        mixinStandardHelpOptions = true,
        description = "Tokens for people and programs, each with a role: list, issue, revoke.",
        footer = {
            "",
            "Roles: viewer looks; caller asks for predictions and sends truth; developer also logs runs, registers models",
            "and changes projects; releaser also signs, promotes and rolls out; administrator also tokens and webhooks;",
            "owner also runs commands and Python models on the server's machine."
        })
public final class TokensCommand implements Runnable {
    @Mixin
    private final Asking asking;

    public TokensCommand(ServerLauncher launcher) {
        asking = new Asking(launcher);
    }

    @Override
    public void run() {
        list();
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List tokens, newest first.")
    int list() {
        return asking.ask(client -> client.fetch("/api/v1/tokens"), answer -> {
            Lines lines = Asking.lines();
            for (JsonNode token : answer.path("tokens")) {
                lines.row(
                        Lines.text(token, "id"),
                        Lines.text(token, "name"),
                        Lines.text(token, "role"),
                        token.path("valid").asBoolean()
                                ? Lines.text(token, "expires").isEmpty()
                                        ? "valid"
                                        : "valid until " + Lines.time(token, "expires")
                                : "no longer valid",
                        Lines.time(token, "created"));
            }
            lines.print("no token was issued: the file 'token' in the home is the administrator's");
        });
    }

    @Command(
            name = "issue",
            mixinStandardHelpOptions = true,
            description = "Issue a token; its secret is shown this once, to be set as TREFOIL_TOKEN.")
    int issue(
            @Parameters(
                            index = "0",
                            paramLabel = "NAME",
                            description = "who acts with it, as the audit log will call them; a stakeholder signs by"
                                    + " the name in the charter")
                    String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            required = true,
                            description = "viewer, caller, developer, releaser, administrator or owner")
                    String role,
            @Option(names = "--days", paramLabel = "N", description = "days it is valid (default: until it is revoked)")
                    @Nullable
                    Integer days) {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("name", name, "role", role));
        if (days != null) {
            body.put("days", days);
        }
        return asking.ask(
                client -> client.post("/api/v1/tokens", body),
                answer -> System.out.println("  " + Lines.text(answer, "secret")));
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Revoke a token.")
    int revoke(@Parameters(paramLabel = "ID") String id) {
        return asking.ask(
                client -> client.delete("/api/v1/tokens/" + ApiClient.part(id)),
                answer -> System.out.println("  token " + Lines.text(answer, "id") + " is revoked"));
    }
}
