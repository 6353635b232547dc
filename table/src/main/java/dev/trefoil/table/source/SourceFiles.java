package dev.trefoil.table.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Finds the files that a path or glob means, and looks whether each can be read at all.
public final class SourceFiles {
    private static final byte[] PARQUET_MARK = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private SourceFiles() {}

    /// The files, sorted by name; never empty.
    ///
    /// @param pattern a path, or a glob (`*`, `?`, `**`, `[…]`, `{…}`), relative to `folder` or absolute
    public static List<Path> find(Path folder, String pattern) {
        if (!isGlob(pattern) || Files.exists(folder.resolve(pattern))) {
            Path file = folder.resolve(pattern).normalize();
            if (!Files.exists(file)) {
                throw new TableException(
                        pattern,
                        "there is no such file",
                        "looked for " + file.toAbsolutePath() + "; put it there or correct the path");
            }
            if (Files.isDirectory(file)) {
                throw new TableException(
                        pattern, "this is a folder", "name a file, or a glob such as " + pattern + "/*.csv");
            }
            check(file);
            return List.of(file);
        }
        int fixed = pattern.lastIndexOf('/', firstWildcard(pattern));
        Path start = folder.resolve(fixed < 0 ? "" : pattern.substring(0, fixed + 1))
                .toAbsolutePath()
                .normalize();
        String rest = pattern.substring(fixed + 1);
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + rest);
        int depth = rest.contains("**")
                ? Integer.MAX_VALUE
                : 1 + (int) rest.chars().filter(c -> c == '/').count();
        if (!Files.isDirectory(start)) {
            throw nothingMatches(pattern, start);
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(start, depth)) {
            found = walk.filter(path -> matcher.matches(start.relativize(path)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (found.isEmpty()) {
            throw nothingMatches(pattern, start);
        }
        found.forEach(SourceFiles::check);
        return found;
    }

    private static TableException nothingMatches(String pattern, Path start) {
        return new TableException(
                pattern, "no file matches", "looked below " + start.toAbsolutePath() + "; correct the glob");
    }

    private static boolean isGlob(String pattern) {
        return firstWildcard(pattern) >= 0;
    }

    private static int firstWildcard(String pattern) {
        for (int i = 0; i < pattern.length(); i++) {
            if ("*?[{".indexOf(pattern.charAt(i)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /// Refuses what no reader could make sense of, with a clear reason: empty, unreadable, cut short.
    private static void check(Path file) {
        String name = file.getFileName().toString();
        if (!Files.isReadable(file)) {
            throw new TableException(name, "the file cannot be read", "give this user the right to read it");
        }
        try {
            if (Files.size(file) == 0) {
                throw new TableException(name, "the file is empty (0 bytes)", "export it again");
            }
            byte[] head = new byte[4];
            int read;
            try (InputStream in = Files.newInputStream(file)) {
                read = in.readNBytes(head, 0, 4);
            }
            boolean gzip = read >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
            if (name.endsWith(".gz") && !gzip) {
                throw new TableException(name, "ends in .gz and is not gzipped", "rename it, or compress it with gzip");
            }
            if (FileKind.ofName(name) == FileKind.PARQUET) {
                checkParquet(file, name, head);
            } else if (new String(head, StandardCharsets.ISO_8859_1).equals("PAR1")) {
                throw new TableException(name, "this is a Parquet file", "let its name end in .parquet");
            } else if (head[0] == 'P' && head[1] == 'K' && head[2] == 3) {
                throw new TableException(
                        name, "this is a ZIP archive or a spreadsheet", "unpack it, or save the sheet as CSV");
            }
        } catch (IOException e) {
            throw new TableException(name, "the file cannot be read (" + e.getMessage() + ")", "check the disk", e);
        }
    }

    private static void checkParquet(Path file, String name, byte[] head) throws IOException {
        if (!Arrays.equals(head, PARQUET_MARK)) {
            throw new TableException(
                    name, "not a Parquet file: it does not begin with PAR1 (byte 0)", "export it again");
        }
        try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "r")) {
            long size = raw.length();
            byte[] tail = new byte[4];
            if (size >= 12) {
                raw.seek(size - 4);
                raw.readFully(tail);
            }
            if (!Arrays.equals(tail, PARQUET_MARK)) {
                throw new TableException(
                        name,
                        "the Parquet file is cut short: byte " + size + " is its end and the closing PAR1 is missing",
                        "copy it again");
            }
        }
    }
}
