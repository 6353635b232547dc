package dev.trefoil.server.http;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Caller;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.access.Role;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who is asking. On loopback, a request for a loopback host that carries no foreign origin acts as the local
/// owner;
/// everywhere else, and everywhere when tokens are required, a bearer token is needed.
public final class Guard {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private static final Set<String> FROM_LOOPBACK = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1", "::1", "localhost");

    private final boolean trustLoopback;
    private final @Nullable String token;
    private final Function<String, Optional<Caller>> issued;

    /// @param trustLoopback whether a local request without a token acts as the local owner
    /// @param token with which a bearer acts as the administrator; null when there is none
    public Guard(boolean trustLoopback, @Nullable String token) {
        this(trustLoopback, token, _ -> Optional.empty());
    }

    /// @param issued who acts with another token; called on the thread that answers, so it must not wait
    public Guard(boolean trustLoopback, @Nullable String token, Function<String, Optional<Caller>> issued) {
        this.trustLoopback = trustLoopback;
        this.token = token;
        this.issued = issued;
    }

    /// The headers that decide.
    record Headers(
            @Nullable String host,
            @Nullable String origin,
            @Nullable String authorization,
            @Nullable String site) {}

    /// Who sent this request.
    ///
    /// @throws PlatformException UNAUTHENTICATED or FORBIDDEN
    Caller who(HttpServerRequest request) {
        boolean fromLoopback = request.remoteAddress() != null
                && FROM_LOOPBACK.contains(
                        Objects.requireNonNullElse(request.remoteAddress().hostAddress(), ""));
        return who(
                new Headers(
                        host(request),
                        request.getHeader("Origin"),
                        request.getHeader("Authorization"),
                        request.getHeader("Sec-Fetch-Site")),
                fromLoopback);
    }

    /// The host that was asked for: HTTP/2 has no header of that name.
    private static @Nullable String host(HttpServerRequest request) {
        HostAndPort authority = request.authority();
        return authority == null ? request.getHeader("Host") : authority.toString();
    }

    /// @throws PlatformException UNAUTHENTICATED or FORBIDDEN
    Caller who(Headers headers, boolean fromLoopback) {
        if (token != null && headers.authorization() != null) {
            String given = headers.authorization();
            Optional<Caller> bearer = given.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? bearer(token, given.substring(7).strip())
                    : Optional.empty();
            if (bearer.isPresent()) {
                return bearer.get();
            }
            throw new PlatformException(
                    PlatformException.Kind.UNAUTHENTICATED, "request", "This token is not known: set TREFOIL_TOKEN.");
        }
        if (!trustLoopback || !fromLoopback) {
            throw new PlatformException(
                    PlatformException.Kind.UNAUTHENTICATED,
                    "request",
                    "This server asks for a token: send it as 'Authorization: Bearer …', or set TREFOIL_TOKEN.");
        }
        if (!LOOPBACK.contains(host(headers.host()))) {
            throw new PlatformException(
                    PlatformException.Kind.FORBIDDEN,
                    "request",
                    "This server answers for localhost only, not for '" + headers.host() + "'.");
        }
        Optional<String> origin = Optional.ofNullable(headers.origin()).filter(value -> !value.isEmpty());
        boolean foreign = origin.isPresent() && !LOOPBACK.contains(originHost(origin.get()))
                || "cross-site".equals(headers.site());
        if (foreign) {
            throw new PlatformException(
                    PlatformException.Kind.FORBIDDEN, "request", "Pages of other sites may not call this server.");
        }
        return Caller.OWNER;
    }

    private Optional<Caller> bearer(String administrator, String secret) {
        boolean same = MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8), administrator.getBytes(StandardCharsets.UTF_8));
        return same
                ? Optional.of(new Caller(new Principal("administrator", Principal.Kind.TOKEN), Role.ADMINISTRATOR))
                : issued.apply(secret);
    }

    private static String host(@Nullable String header) {
        if (header == null) {
            return "";
        }
        String host = header.toLowerCase(Locale.ROOT);
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') && host.indexOf(':') == colon
                        || host.startsWith("[") && colon > host.indexOf(']')
                ? host.substring(0, colon)
                : host;
    }

    private static String originHost(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}
