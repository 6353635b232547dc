package dev.trefoil.cli;

import dev.trefoil.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A file or a folder on its way to the server, each content once.
record SentFiles(Path root, List<Path> files) {
    private static final int MOST_FILES = 1_000;

    static SentFiles of(Path path) {
        if (Files.isRegularFile(path)) {
            Path file = path.toAbsolutePath().normalize();
            Path requirements = file.resolveSibling("requirements.txt");
            boolean pickle = String.valueOf(file.getFileName()).matches(".+\\.(pkl|pickle|joblib)");
            return new SentFiles(
                    java.util.Objects.requireNonNull(file.getParent()),
                    pickle && Files.isRegularFile(requirements) ? List.of(file, requirements) : List.of(file));
        }
        if (!Files.isDirectory(path)) {
            throw CommandProblem.wrongUse("there is no file or folder " + path);
        }
        Path root = path.toAbsolutePath().normalize();
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (files.isEmpty() || files.size() > MOST_FILES) {
                throw CommandProblem.wrongUse(path + " holds " + (files.isEmpty() ? "no" : "more than " + MOST_FILES)
                        + " files: give the model's own folder or file");
            }
            return new SentFiles(root, files);
        } catch (IOException e) {
            throw CommandProblem.failed("cannot read " + path + ": " + e.getMessage());
        }
    }

    /// Uploads what the server lacks; answers the files as it takes them.
    List<Map<String, Object>> send(ApiClient client, StoryPrinter printer) {
        Map<String, Path> byDigest = new LinkedHashMap<>();
        List<Map<String, Object>> sent = new ArrayList<>();
        for (Path file : files) {
            String digest = digest(file);
            byDigest.put(digest, file);
            sent.add(Map.of("path", root.relativize(file).toString().replace('\\', '/'), "digest", digest));
        }
        client.post("/api/v1/blobs/missing", Map.of("digests", new ArrayList<>(byDigest.keySet())))
                .path("missing")
                .forEach(digest -> {
                    Path file = byDigest.get(digest.asString(""));
                    if (file != null) {
                        printer.progress("sending " + root.relativize(file));
                        client.upload("/api/v1/blobs/" + digest.asString(""), file);
                    }
                });
        return sent;
    }

    private static String digest(Path file) {
        MessageDigest sha = Digest.sha256();
        byte[] chunk = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(chunk); read > 0; read = in.read(chunk)) {
                sha.update(chunk, 0, read);
            }
        } catch (IOException e) {
            throw CommandProblem.failed("cannot read " + file + ": " + e.getMessage());
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}
