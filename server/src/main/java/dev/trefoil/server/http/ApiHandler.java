package dev.trefoil.server.http;

/// Answers a request. May block: it runs on a virtual thread of its own.
@FunctionalInterface
public interface ApiHandler {
    ApiAnswer handle(ApiRequest request);
}
