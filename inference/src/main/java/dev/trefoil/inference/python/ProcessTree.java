package dev.trefoil.inference.python;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A process with all that it started.
record ProcessTree(ProcessHandle root) {
    private static final long PAGE = 4096;

    private List<ProcessHandle> members() {
        List<ProcessHandle> members = new ArrayList<>(root.descendants().toList());
        members.add(root);
        return members;
    }

    /// Memory that all of them hold, pages that they share counted once for each; 0 where the system does not say.
    long residentBytes() {
        long bytes = 0;
        for (ProcessHandle member : members()) {
            try {
                String[] fields = Files.readString(
                                Path.of("/proc", Long.toString(member.pid()), "statm"), StandardCharsets.US_ASCII)
                        .split(" ", 4);
                bytes += (Long.parseLong(fields[1]) - Long.parseLong(fields[2])) * PAGE;
            } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
                // It has just ended, or this system has no /proc.
            }
        }
        return bytes;
    }

    int size() {
        return members().size();
    }

    void kill() {
        members().forEach(ProcessHandle::destroyForcibly);
    }
}
