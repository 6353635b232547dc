package dev.trefoil.cli;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// A project's folder as it is sent to the server: every file but hidden ones and what is surely not part of it,
/// uploaded when the server lacks it.
final class ProjectFolder {
    private static final Set<String> SKIPPED =
            Set.of("target", "build", "node_modules", "__pycache__", "venv", "scaled");
    private static final int MOST_FILES = 10_000;

    private final Path folder;

    ProjectFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(this.folder.resolve("trefoil.yaml"))) {
            throw CommandProblem.wrongUse(
                    "there is no trefoil.yaml in " + this.folder
                            + ": go to the project's folder, or make one with ./trefoil init FOLDER --data FILE --label COLUMN");
        }
    }

    /// The files with digest and size, as the server takes them, after uploading what it lacks.
    List<Map<String, Object>> send(ApiClient client, StoryPrinter printer) {
        Map<String, Path> byDigest = new LinkedHashMap<>();
        List<Map<String, Object>> files = new ArrayList<>();
        for (Path file : files()) {
            String digest = digest(file);
            byDigest.put(digest, file);
            files.add(Map.of(
                    "path",
                    folder.relativize(file).toString().replace('\\', '/'),
                    "digest",
                    digest,
                    "sizeBytes",
                    file.toFile().length()));
        }
        JsonNode missing = client.post("/api/v1/blobs/missing", Map.of("digests", new ArrayList<>(byDigest.keySet())));
        Set<String> wanted = new HashSet<>();
        missing.path("missing").forEach(digest -> wanted.add(digest.asString("")));
        int sent = 0;
        for (Map.Entry<String, Path> entry : byDigest.entrySet()) {
            if (wanted.contains(entry.getKey())) {
                printer.progress("sending " + folder.relativize(entry.getValue()) + " (" + ++sent + " of "
                        + wanted.size() + ")");
                client.upload("/api/v1/blobs/" + entry.getKey(), entry.getValue());
            }
        }
        return files;
    }

    private List<Path> files() {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(Files::isRegularFile)
                    .filter(file -> wanted(folder.relativize(file)))
                    .sorted()
                    .limit(MOST_FILES + 1L)
                    .toList();
            if (files.size() > MOST_FILES) {
                throw CommandProblem.failed(
                        folder + " holds more than " + MOST_FILES + " files: keep the project in a folder of its own");
            }
            return files;
        } catch (IOException e) {
            throw CommandProblem.failed("cannot read " + folder + ": " + e.getMessage());
        }
    }

    private static boolean wanted(Path path) {
        for (Path part : path) {
            String name = part.toString();
            if (name.startsWith(".") || SKIPPED.contains(name) || name.endsWith(".pyc")) {
                return false;
            }
        }
        return true;
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

    /// The commit of the folder's repository, `+dirty-…` with the digest of the difference when it was changed;
    /// empty
    /// outside a repository.
    String commit() {
        String commit = git("rev-parse", "HEAD");
        if (commit.isEmpty()) {
            return "";
        }
        String changes = git("status", "--porcelain", "--", ".");
        return changes.isEmpty()
                ? commit
                : commit + "+dirty-"
                        + new DigestBuilder()
                                .add(changes)
                                .add(git("diff", "HEAD", "--", "."))
                                .build()
                                .brief();
    }

    /// Uploads what differs from the commit; answers its digest, or nothing where nothing differs.
    String sendDiff(ApiClient client) {
        String diff = git("diff", "HEAD", "--", ".");
        if (diff.isEmpty()) {
            return "";
        }
        Path file = null;
        try {
            file = Files.createTempFile("trefoil-", ".diff");
            Files.writeString(file, diff + "\n");
            String digest = digest(file);
            client.upload("/api/v1/blobs/" + digest, file);
            return digest;
        } catch (IOException e) {
            throw CommandProblem.failed("cannot write a temporary file: " + e.getMessage());
        } finally {
            if (file != null) {
                file.toFile().delete();
            }
        }
    }

    private String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text =
                    new String(process.getInputStream().readNBytes(1 << 20), java.nio.charset.StandardCharsets.UTF_8);
            boolean done = process.waitFor(20, TimeUnit.SECONDS);
            return done && process.exitValue() == 0 ? text.strip() : "";
        } catch (IOException _) {
            return "";
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    Path folder() {
        return folder;
    }
}
