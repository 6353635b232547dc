package dev.trefoil.server.api;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditRecord;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.access.Role;
import dev.trefoil.platform.db.Page;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.JsonCodec;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who changed what, when and why, and the way back.
public final class AuditRoutes {
    private final AuditLog audit;
    private final WaysBack ways;
    private final HandMoves hands;

    public AuditRoutes(AuditLog audit, WaysBack ways, HandMoves hands) {
        this.hands = hands;
        this.audit = audit;
        this.ways = ways;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(
                        "/api/v1/audit",
                        "Changes, newest first; each with the way back, where there is one now",
                        this::list,
                        "token",
                        "limit",
                        "project",
                        "who",
                        "action",
                        "kind",
                        "subject",
                        "until"),
                ApiRoute.get("/api/v1/audit/verify", "Whether the chain of records is whole", this::verify),
                ApiRoute.post(
                        "/api/v1/audit/{number}/back",
                        Permission.RELEASE,
                        "Take the way back from a change: undo it, or restore what held after it",
                        this::back),
                ApiRoute.get("/api/v1/whoami", "Who the server takes the caller for", AuditRoutes::whoami));
    }

    private ApiAnswer list(ApiRequest request) {
        AuditFilter filter = new AuditFilter(
                request.query("who").orElse(""),
                request.query("action").orElse(""),
                new AuditSubject(
                        request.query("project").orElse(""),
                        request.query("kind").orElse(""),
                        request.query("subject").orElse("")),
                null,
                until(request.query("until").orElse("")));
        Page<AuditRecord> page =
                audit.list(filter, request.query("token").orElse(""), Math.max(1, request.number("limit", 50, 500)));
        return ApiAnswer.ok(
                Map.of("records", page.items().stream().map(this::view).toList(), "next", page.next()));
    }

    private static @Nullable Instant until(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException _) {
            throw PlatformException.invalid("query", "'until' is no time: write it like 2026-06-01T14:30:00Z.");
        }
    }

    private ApiAnswer verify(ApiRequest request) {
        return ApiAnswer.ok(audit.verify());
    }

    private ApiAnswer back(ApiRequest request) {
        String number = request.path("number");
        if (!number.matches("[1-9]\\d{0,17}")) {
            throw PlatformException.invalid("audit record", "'" + number + "' is no number of a record.");
        }
        long record = Long.parseLong(number);
        String why = request.text("why");
        String endpoint = audit.find(record)
                .map(found -> found.entry().subject())
                .filter(subject -> subject.kind().equals("endpoint"))
                .map(AuditSubject::id)
                .orElse("");
        return ApiAnswer.ok(view(
                hands.told(request.principal(), endpoint, why, () -> ways.take(request.principal(), record, why))));
    }

    private static ApiAnswer whoami(ApiRequest request) {
        Role role = request.caller().role();
        return ApiAnswer.ok(Map.of(
                "name",
                request.principal().name(),
                "kind",
                request.principal().kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                "role",
                role.name().toLowerCase(Locale.ROOT),
                "may",
                Arrays.stream(Permission.values())
                        .filter(role::may)
                        .map(permission -> permission.name().toLowerCase(Locale.ROOT))
                        .toList()));
    }

    private Map<String, Object> view(AuditRecord record) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("number", record.number());
        view.put("at", record.at());
        view.put("who", record.entry().who().name());
        view.put("action", record.entry().action());
        view.put("project", record.entry().subject().project());
        view.put("kind", record.entry().subject().kind());
        view.put("subject", record.entry().subject().id());
        view.put("before", tree(record.entry().before()));
        view.put("after", tree(record.entry().after()));
        view.put("why", record.entry().why());
        view.put("hash", record.hash());
        ways.from(record).ifPresent(way -> view.put("back", WaysBack.view(way)));
        return view;
    }

    private static Object tree(String json) {
        return json.isEmpty() ? Map.of() : JsonCodec.tree(json);
    }
}
