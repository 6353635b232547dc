package dev.trefoil.platform.tracking;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which stored content lies at which path among the artifacts of a run or a logged model. Paths are checked
/// where they are made, so none can name anything outside its owner.
public final class ArtifactTree {
    private final Database database;

    public ArtifactTree(Database database) {
        this.database = database;
    }

    /// Notes content that is stored already; what was at that path before is replaced.
    public void put(ArtifactOwner owner, ArtifactPath path, Artifact content) {
        database.run(tx -> put(tx, owner, Map.of(path, content)));
    }

    public void put(Tx tx, ArtifactOwner owner, Map<ArtifactPath, Artifact> files) {
        ArtifactTreeSql sql = new ArtifactTreeSql(tx, owner);
        files.forEach((path, content) -> {
            requireNoFileAbove(sql, path);
            if (!sql.below(path.value()).isEmpty()) {
                throw clash(path.value());
            }
            sql.put(path, content);
        });
    }

    public Optional<Artifact> find(ArtifactOwner owner, ArtifactPath path) {
        return database.read(tx -> new ArtifactTreeSql(tx, owner).find(path));
    }

    /// The files and folders directly in a folder, in order of path; empty for a file or for nothing.
    ///
    /// @param folder empty for the root
    public List<ArtifactEntry> list(ArtifactOwner owner, String folder) {
        String path = folder.isEmpty() ? "" : new ArtifactPath(folder).value();
        SortedMap<String, ArtifactEntry> entries = new TreeMap<>();
        int start = path.isEmpty() ? 0 : path.length() + 1;
        all(owner, path).forEach((file, content) -> {
            int slash = file.value().indexOf('/', start);
            String child = slash < 0 ? file.value() : file.value().substring(0, slash);
            entries.put(child, new ArtifactEntry(child, slash < 0 ? content : null));
        });
        return List.copyOf(entries.values());
    }

    /// Everything below a folder as a manifest, its paths counted from there: a model package inside a run.
    public Manifest manifest(ArtifactOwner owner, String folder) {
        String path = folder.isEmpty() ? "" : new ArtifactPath(folder).value();
        SortedMap<ArtifactPath, Artifact> files = new TreeMap<>();
        all(owner, path)
                .forEach((file, content) -> files.put(
                        path.isEmpty() ? file : new ArtifactPath(file.value().substring(path.length() + 1)), content));
        return new Manifest(files);
    }

    /// Forgets a file, or a folder with all below it; answers how many files. Their content stays in the store.
    public int delete(ArtifactOwner owner, ArtifactPath path) {
        return database.write(tx -> new ArtifactTreeSql(tx, owner).delete(path));
    }

    /// Whether anything refers to that content: what nothing refers to may be deleted from the store.
    public boolean refersTo(Digest content) {
        return database.read(tx -> ArtifactTreeSql.refersTo(tx, content));
    }

    private SortedMap<ArtifactPath, Artifact> all(ArtifactOwner owner, String folder) {
        return database.read(tx -> new ArtifactTreeSql(tx, owner).below(folder));
    }

    private static void requireNoFileAbove(ArtifactTreeSql sql, ArtifactPath path) {
        String text = path.value();
        for (int slash = text.indexOf('/'); slash > 0; slash = text.indexOf('/', slash + 1)) {
            if (sql.find(new ArtifactPath(text.substring(0, slash))).isPresent()) {
                throw clash(text.substring(0, slash));
            }
        }
    }

    private static PlatformException clash(String path) {
        return PlatformException.invalid(
                "artifact path", "'" + path + "' would be both a file and a folder: choose another path.");
    }
}
