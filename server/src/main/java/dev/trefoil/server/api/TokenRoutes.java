package dev.trefoil.server.api;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Account;
import dev.trefoil.platform.access.IssuedToken;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.access.Role;
import dev.trefoil.platform.access.TokenBook;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Tokens with which people and programs act, each with its role.
public final class TokenRoutes {
    private static final int MOST_DAYS = 3_650;

    private final TokenBook tokens;
    private final InstantSource clock;

    public TokenRoutes(TokenBook tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    public List<ApiRoute> routes() {
        return List.of(
                new ApiRoute(
                        "GET",
                        "/api/v1/tokens",
                        Permission.ADMINISTER,
                        "Tokens, newest first, without their secrets",
                        List.of(),
                        this::list),
                ApiRoute.post(
                        "/api/v1/tokens",
                        Permission.ADMINISTER,
                        "Issue a token for a name and a role; its secret is shown this once",
                        this::issue),
                ApiRoute.delete("/api/v1/tokens/{token}", Permission.ADMINISTER, "Revoke a token", this::revoke));
    }

    private ApiAnswer list(ApiRequest request) {
        return ApiAnswer.ok(
                Map.of("tokens", tokens.list().stream().map(this::view).toList()));
    }

    private ApiAnswer issue(ApiRequest request) {
        JsonNode days = request.json().path("days");
        Optional<Instant> expires = Optional.empty();
        if (!days.isMissingNode()) {
            if (!days.isIntegralNumber() || days.asLong() < 1 || days.asLong() > MOST_DAYS) {
                throw PlatformException.invalid("token", "'days' is a whole number from 1 to " + MOST_DAYS + ".");
            }
            expires = Optional.of(clock.instant().plus(Duration.ofDays(days.asLong())));
        }
        IssuedToken issued = tokens.issue(request.caller(), request.text("name"), role(request.text("role")), expires);
        Map<String, Object> view = view(issued.account());
        view.put("secret", issued.secret());
        return ApiAnswer.created(view);
    }

    private ApiAnswer revoke(ApiRequest request) {
        tokens.revoke(request.caller(), request.path("token"), request.text("why", ""));
        return ApiAnswer.ok(Map.of("id", request.path("token"), "revoked", true));
    }

    private static Role role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElseThrow(() -> PlatformException.invalid(
                        "token",
                        "'" + word + "' is no role: write "
                                + Arrays.stream(Role.values())
                                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private Map<String, Object> view(Account account) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", account.id());
        view.put("name", account.principal().name());
        view.put("role", account.role().name().toLowerCase(Locale.ROOT));
        view.put("created", account.created());
        Instant expires = account.expires();
        view.put("expires", expires == null ? "" : expires.toString());
        view.put("valid", account.valid(clock.instant()));
        return view;
    }
}
