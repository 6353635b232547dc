package dev.trefoil.platform.project;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `trefoil.yaml`: text → YAML nodes with their places → records with every default filled in. All that is
/// wrong is reported at once.
public final class CharterParser {
    /// Longest file that is read, in characters.
    private static final int LONGEST = 1_000_000;

    /// Deepest nesting of maps and lists; the format needs six.
    private static final int DEEPEST = 32;

    private CharterParser() {}

    /// @param file name of the file, for messages
    public static CharterReading parse(String file, String text) {
        Findings findings = new Findings(file);
        Optional<Charter> charter = compose(text, findings).flatMap(root -> charter(new YamlValue(root, "", findings)));
        if (charter.isEmpty() || findings.failed()) {
            return new CharterReading.Refused(findings.inOrder());
        }
        return new CharterReading.Resolved(charter.orElseThrow(), findings.places(), findings.inOrder());
    }

    private static Optional<Node> compose(String text, Findings findings) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel("trefoil.yaml")
                .setUseMarks(true)
                .setCodePointLimit(LONGEST)
                .setMaxAliasesForCollections(50)
                .build();
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            Optional<Mark> tooDeep = tooDeep(new Parse(settings).parseString(plain));
            if (tooDeep.isPresent()) {
                findings.add(
                        Problem.Severity.ERROR,
                        tooDeep,
                        "",
                        "nested deeper than " + DEEPEST,
                        "no project file needs that; look at the brackets");
                return Optional.empty();
            }
            Optional<Node> root = new Compose(settings).composeString(plain);
            if (root.isEmpty()) {
                findings.add(
                        Problem.Severity.ERROR,
                        Optional.empty(),
                        "",
                        "the file is empty",
                        "trefoil init --data FILE --label COLUMN writes one");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            String what = e.getProblem() == null ? e.getContext() : e.getProblem();
            findings.add(
                    Problem.Severity.ERROR,
                    e.getProblemMark().or(e::getContextMark),
                    "",
                    "this is not YAML: " + oneLine(what),
                    "look at the indentation, colons and quotes just before");
            return Optional.empty();
        } catch (YamlEngineException e) {
            findings.add(
                    Problem.Severity.ERROR, Optional.empty(), "", "this is not YAML: " + oneLine(e.getMessage()), "");
            return Optional.empty();
        }
    }

    /// Where the nesting exceeds what a project file can need. Nodes are composed by recursion, events are not: so this
    /// is found out before a file made for it exhausts the stack.
    private static Optional<Mark> tooDeep(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            if (depth > DEEPEST) {
                return event.getStartMark();
            }
        }
        return Optional.empty();
    }

    private static String oneLine(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "it cannot be read" : text.replaceAll("\\s+", " ").strip();
    }

    private static Optional<Charter> charter(YamlValue value) {
        Optional<YamlMap> found = value.map(Shape.ROOT);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        YamlMap root = found.orElseThrow();
        root.require("trefoil", "write trefoil: 1, the version of this format")
                .flatMap(YamlValue::text)
                .filter(version -> !version.equals("1"))
                .ifPresent(version -> root.error(
                        "trefoil",
                        "this program reads version 1 of the format, not '" + version + "'",
                        "write trefoil: 1"));
        String project = root.require("project", "give the project a short name")
                .flatMap(CharterParser::slug)
                .orElse("");
        DataSpec data = root.require("data", "say where the data is and what its label is")
                .flatMap(section -> section.map(Shape.DATA))
                .map(DataReader::read)
                .orElse(null);
        Ids ids = Ids.of(root);
        Design design = DesignReader.read(root.find("design"), root, ids, data);
        Development development = DevelopmentReader.read(root.find("development"), design, ids, data);
        DeploymentSpec deployment = OperationReader.deployment(root.find("deployment"), project);
        MonitoringSpec monitoring = OperationReader.monitoring(root.find("monitoring"), ids, data);
        return data == null
                ? Optional.empty()
                : Optional.of(new Charter(project, design, data, development, deployment, monitoring));
    }

    /// A name that can stand in an address.
    static Optional<String> slug(YamlValue value) {
        return value.text().flatMap(text -> {
            if (text.matches("[a-z0-9][a-z0-9-]{0,62}")) {
                return Optional.of(text);
            }
            String mended = text.toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^a-z0-9]+", "-")
                    .replaceAll("^-+|-+$", "");
            value.error(
                    value.name() + " should be small letters, digits and dashes, at most 63, not '" + text + "'",
                    mended.isEmpty() || mended.length() > 63 ? "" : "write " + mended);
            return Optional.empty();
        });
    }
}
