package dev.trefoil.server.api;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Content by digest: commands ask what is missing and upload just that.
public final class BlobRoutes {
    private final ArtifactStore store;

    public BlobRoutes(ArtifactStore store) {
        this.store = store;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.post(
                        "/api/v1/blobs/missing",
                        Permission.WRITE,
                        "Which of these digests are not stored",
                        this::missing),
                ApiRoute.put("/api/v1/blobs/{digest}", Permission.WRITE, "Store content under its digest", this::put),
                ApiRoute.get("/api/v1/blobs/{digest}", "Content by digest", this::download, "name"));
    }

    private ApiAnswer missing(ApiRequest request) {
        List<String> missing = new ArrayList<>();
        for (JsonNode digest : request.json().path("digests")) {
            if (store.find(digest(digest.asString())).isEmpty()) {
                missing.add(digest.asString());
            }
        }
        return ApiAnswer.ok(Map.of("missing", missing));
    }

    private ApiAnswer put(ApiRequest request) {
        Digest digest = digest(request.path("digest"));
        try (InputStream in = Files.newInputStream(request.upload())) {
            Artifact stored = store.put(in);
            if (!stored.digest().equals(digest)) {
                throw PlatformException.invalid(
                        "upload",
                        "The content has the digest " + stored.digest() + ", not " + digest + ": send it again.");
            }
            return ApiAnswer.created(Map.of("digest", stored.digest(), "sizeBytes", stored.sizeBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiAnswer download(ApiRequest request) {
        Digest digest = digest(request.path("digest"));
        Artifact artifact = store.find(digest).orElseThrow(() -> PlatformException.notFound("content", digest.hex()));
        return new ApiAnswer.Download(
                "application/octet-stream",
                request.query("name").orElse(digest.brief()),
                artifact.sizeBytes(),
                store.open(digest));
    }

    private static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException _) {
            throw PlatformException.invalid("digest", "'" + text + "' is no SHA-256 digest of 64 hexadecimal digits.");
        }
    }
}
