package dev.trefoil.server.http;

import dev.trefoil.platform.access.Permission;
import java.util.List;

/// One route of the control plane. The list of all of them is what is served, what OpenAPI says and what is tested.
///
/// @param method `GET`, `POST`, `PUT`, `PATCH` or `DELETE`
/// @param path template such as `/api/v1/projects/{project}/story`
/// @param permission what the caller needs
/// @param summary one sentence for the reader of the OpenAPI document
/// @param query names of the query parameters it reads
public record ApiRoute(
        String method, String path, Permission permission, String summary, List<String> query, ApiHandler handler) {
    public ApiRoute {
        query = List.copyOf(query);
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path starts with /: " + path);
        }
    }

    public static ApiRoute get(String path, String summary, ApiHandler handler, String... query) {
        return new ApiRoute("GET", path, Permission.READ, summary, List.of(query), handler);
    }

    public static ApiRoute post(String path, Permission permission, String summary, ApiHandler handler) {
        return new ApiRoute("POST", path, permission, summary, List.of(), handler);
    }

    public static ApiRoute put(String path, Permission permission, String summary, ApiHandler handler) {
        return new ApiRoute("PUT", path, permission, summary, List.of(), handler);
    }

    public static ApiRoute delete(String path, Permission permission, String summary, ApiHandler handler) {
        return new ApiRoute("DELETE", path, permission, summary, List.of(), handler);
    }
}
