package dev.trefoil.server.http;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// What a handler answers.
public sealed interface ApiAnswer {
    /// JSON of a record, map or list.
    record Json(int status, Object value) implements ApiAnswer {}

    /// Bytes of a media type.
    final class Bytes implements ApiAnswer {
        private final String type;
        private final byte[] content;

        public Bytes(String type, byte[] content) {
            this.type = type;
            this.content = content;
        }

        public String type() {
            return type;
        }

        public byte[] content() {
            return content;
        }
    }

    /// A stream of known length, closed by the server.
    record Download(String type, String fileName, long sizeBytes, InputStream content) implements ApiAnswer {}

    /// A page that somebody uploaded: shown in a frame that runs nothing, loads nothing and belongs to no site.
    record Frame(InputStream content) implements ApiAnswer {}

    /// Server-sent events until the client goes away.
    record Events(EventSource source) implements ApiAnswer {}

    static ApiAnswer ok(Object value) {
        return new Json(200, value);
    }

    static ApiAnswer created(Object value) {
        return new Json(201, value);
    }

    static ApiAnswer accepted(Object value) {
        return new Json(202, value);
    }

    static ApiAnswer text(String type, String content) {
        return new Bytes(type, content.getBytes(StandardCharsets.UTF_8));
    }
}
