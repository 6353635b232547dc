package dev.trefoil.server.api;

import dev.trefoil.platform.access.AuditFilter;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditRecord;
import dev.trefoil.platform.db.Page;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.JsonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Who changed what, when and why.
public final class AuditRoutes {
    private final AuditLog audit;

    public AuditRoutes(AuditLog audit) {
        this.audit = audit;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/api/v1/audit", "Changes, newest first", this::list, "token", "limit"),
                ApiRoute.get("/api/v1/audit/verify", "Whether the chain of records is whole", this::verify));
    }

    private ApiAnswer list(ApiRequest request) {
        Page<AuditRecord> page =
                audit.list(AuditFilter.any(), request.query("token").orElse(""), request.number("limit", 50, 500));
        return ApiAnswer.ok(
                Map.of("records", page.items().stream().map(AuditRoutes::view).toList(), "next", page.next()));
    }

    private ApiAnswer verify(ApiRequest request) {
        return ApiAnswer.ok(audit.verify());
    }

    private static Map<String, Object> view(AuditRecord record) {
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
        return view;
    }

    private static Object tree(String json) {
        return json.isEmpty() ? Map.of() : JsonCodec.tree(json);
    }
}
