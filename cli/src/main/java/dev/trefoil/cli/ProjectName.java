package dev.trefoil.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of the project in a folder.
final class ProjectName {
    private static final Pattern LINE = Pattern.compile("(?m)^project:\\s*[\"']?([a-z0-9][a-z0-9-]*)");

    private ProjectName() {}

    /// The name that was said, or that of the project in the folder.
    static String of(String said, Path folder) {
        return said.isEmpty() ? in(folder) : said;
    }

    private static String in(Path folder) {
        Path file = folder.toAbsolutePath().resolve("trefoil.yaml");
        if (!Files.isRegularFile(file)) {
            throw CommandProblem.wrongUse(
                    "there is no trefoil.yaml in " + folder.toAbsolutePath().normalize()
                            + ": go to the project's folder, or say --project FOLDER or --of PROJECT");
        }
        try {
            Matcher line = LINE.matcher(Files.readString(file));
            if (!line.find()) {
                throw CommandProblem.wrongUse(file + " has no 'project:' name");
            }
            return line.group(1);
        } catch (IOException e) {
            throw CommandProblem.failed("cannot read " + file + ": " + e.getMessage());
        }
    }
}
