package dev.trefoil.server.api;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.tracking.ArtifactEntry;
import dev.trefoil.platform.tracking.ArtifactOwner;
import dev.trefoil.platform.tracking.ArtifactTree;
import dev.trefoil.platform.tracking.RunId;
import dev.trefoil.platform.tracking.Runs;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files a run keeps: listed folder by folder, downloaded, added. Their content is uploaded as blobs before.
public final class RunFileRoutes {
    private final Runs runs;
    private final ArtifactTree tree;
    private final ArtifactStore store;

    public RunFileRoutes(Runs runs, ArtifactTree tree, ArtifactStore store) {
        this.runs = runs;
        this.tree = tree;
        this.store = store;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get(
                        "/api/v1/runs/{run}/files", "Files and folders of a run in one folder", this::list, "folder"),
                ApiRoute.post(
                        "/api/v1/runs/{run}/files",
                        Permission.WRITE,
                        "Add files, uploaded before, to a run",
                        this::add),
                ApiRoute.get("/api/v1/runs/{run}/files/{path...}", "One file of a run", this::download, "show"));
    }

    private ArtifactOwner owner(ApiRequest request) {
        RunId id = new RunId(request.path("run"));
        if (runs.find(id).isEmpty()) {
            throw PlatformException.notFound("run", id.value());
        }
        return new ArtifactOwner.OfRun(id);
    }

    private ApiAnswer list(ApiRequest request) {
        return ApiAnswer.ok(Map.of(
                "files",
                tree.list(owner(request), request.query("folder").orElse("")).stream()
                        .map(RunFileRoutes::view)
                        .toList()));
    }

    private static Map<String, Object> view(ArtifactEntry entry) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("path", entry.path());
        view.put("folder", entry.folder());
        Artifact content = entry.content();
        if (content != null) {
            view.put("sizeBytes", content.sizeBytes());
            view.put("digest", content.digest());
        }
        return view;
    }

    private ApiAnswer add(ApiRequest request) {
        ArtifactOwner owner = owner(request);
        Manifest files = UploadedFolder.manifest(store, request.json().path("files"));
        files.files().forEach((path, content) -> tree.put(owner, path, content));
        return ApiAnswer.created(Map.of("files", files.files().size()));
    }

    private ApiAnswer download(ApiRequest request) {
        String path = request.path("path");
        Artifact content = tree.find(owner(request), new ArtifactPath(path))
                .orElseThrow(() -> PlatformException.notFound("file", path));
        if (request.query("show").filter("frame"::equals).isPresent()) {
            return new ApiAnswer.Frame(store.open(content.digest()));
        }
        return new ApiAnswer.Download(
                "application/octet-stream",
                path.substring(path.lastIndexOf('/') + 1),
                content.sizeBytes(),
                store.open(content.digest()));
    }
}
