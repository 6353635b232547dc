package dev.trefoil.server.http;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Caller;
import dev.trefoil.platform.access.Principal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A request as handlers see it.
public final class ApiRequest {
    private final Caller caller;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final @Nullable Path upload;

    ApiRequest(
            Caller caller,
            Map<String, String> path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            @Nullable Path upload) {
        this.caller = caller;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
        this.upload = upload;
    }

    public Principal principal() {
        return caller.principal();
    }

    /// Who asks, with what they may do.
    public Caller caller() {
        return caller;
    }

    /// A part of the path named in the route's template.
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("the route has no {" + name + "}");
        }
        return value;
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /// A whole number of the query, within these limits.
    public int number(String name, int otherwise, int most) {
        Optional<String> given = query(name);
        if (given.isEmpty()) {
            return otherwise;
        }
        try {
            return Math.clamp(Long.parseLong(given.get()), 0, most);
        } catch (NumberFormatException _) {
            throw PlatformException.invalid(
                    "query", "'" + name + "' must be a whole number, not '" + given.get() + "'.");
        }
    }

    /// A header, by its lower-case name.
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public byte[] body() {
        return body;
    }

    /// The file a large body was written to; it is deleted after the handler.
    public Path upload() {
        if (upload == null) {
            throw new IllegalStateException("this route takes no upload");
        }
        return upload;
    }

    /// The body as a JSON object; INVALID with line and column when it is not one.
    public JsonNode json() {
        return JsonCodec.object(body);
    }

    /// A text of the JSON body; INVALID when it is missing or empty.
    public String text(String name) {
        JsonNode value = json().path(name);
        if (!value.isString() || value.stringValue().isBlank()) {
            throw PlatformException.invalid("body", "'" + name + "' is missing: give it as text.");
        }
        return value.stringValue();
    }

    /// A text of the JSON body, or what is said otherwise.
    public String text(String name, String otherwise) {
        JsonNode value = body.length == 0 ? JsonCodec.empty() : json().path(name);
        return value.isString() ? value.stringValue() : otherwise;
    }
}
