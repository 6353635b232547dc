package dev.trefoil.server.api;

import dev.trefoil.platform.project.SectionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whose signatures the current charter lacks.
///
/// @param open the sections that somebody signs and that are not signed as they are
/// @param blocks whether the gate is closed for as long as one is missing
record SignOff(List<SectionStatus> open, boolean blocks) {
    /// Nothing is missing.
    static final SignOff COMPLETE = new SignOff(List.of(), false);

    SignOff {
        open = List.copyOf(open);
    }

    /// Whether the gate waits for somebody.
    boolean needed() {
        return blocks && !open.isEmpty();
    }

    /// One entry for each signature, such as `problem by ops-desk` or `costs by client, edited since`.
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (SectionStatus section : open) {
            for (SectionStatus.Signatory signatory : section.signatories()) {
                switch (signatory.state()) {
                    case SIGNED -> {}
                    case MISSING -> missing.add(section.section().word() + " by " + signatory.stakeholder());
                    case VOID ->
                        missing.add(section.section().word() + " by " + signatory.stakeholder() + ", edited since");
                }
            }
        }
        return missing;
    }

    /// `client has to sign costs and data, and ops-desk has to sign problem`
    String asks() {
        Map<String, List<String>> sections = new TreeMap<>();
        for (SectionStatus section : open) {
            for (SectionStatus.Signatory signatory : section.signatories()) {
                if (signatory.state() != SectionStatus.State.SIGNED) {
                    sections.computeIfAbsent(signatory.stakeholder(), _ -> new ArrayList<>())
                            .add(section.section().word());
                }
            }
        }
        return sections.entrySet().stream()
                .map(one -> one.getKey() + " has to sign " + listed(one.getValue()))
                .collect(Collectors.joining(", and "));
    }

    private static String listed(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }
}
