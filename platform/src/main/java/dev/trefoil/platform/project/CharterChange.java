package dev.trefoil.platform.project;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/// One value that differs between two versions of a charter.
///
/// @param path such as `design.requirements[R1].by_at_least`
/// @param before empty when it was not there
/// @param after empty when it is gone
public record CharterChange(String path, String before, String after) {
    /// Every difference between two canonical texts, by path.
    public static List<CharterChange> between(String before, String after) {
        SortedMap<String, String> old = CharterCodec.leaves(before);
        SortedMap<String, String> now = CharterCodec.leaves(after);
        TreeSet<String> paths = new TreeSet<>(old.keySet());
        paths.addAll(now.keySet());
        List<CharterChange> changes = new ArrayList<>();
        for (String path : paths) {
            String was = old.getOrDefault(path, "");
            String is = now.getOrDefault(path, "");
            if (!was.equals(is)) {
                changes.add(new CharterChange(path, was, is));
            }
        }
        return List.copyOf(changes);
    }

    /// Whether it lies in this section.
    public boolean in(Section section) {
        String root = switch (section) {
            case PROBLEM -> "design.problem";
            case REQUIREMENTS -> "design.requirements";
            case COSTS -> "design.costs";
            case DATA -> "data";
            case DEPLOYMENT -> "deployment";
            case MONITORING -> "monitoring";
        };
        return path.startsWith(root + ".") || path.startsWith(root + "[");
    }
}
