package dev.trefoil.cli;

import dev.trefoil.core.signature.Feature;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.PackageManifest;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.ModelDescription;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `trefoil inspect FILE_OR_FOLDER`: what a model is.
@Command(
        name = "inspect",
        description = "Says what a model is: kind, version, objective, features, trees, depth, size, expected cost.",
        mixinStandardHelpOptions = true)
public final class InspectCommand implements Callable<Integer> {
    private final CodeRuntimes code;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE_OR_FOLDER", description = "a model file, a model package or an MLflow folder")
    private Path model = Path.of("");

    @Option(names = "--json", description = "as one line of JSON")
    private boolean json;

    /// With models that are code refused.
    public InspectCommand() {
        this(CodeRuntimes.NONE);
    }

    /// @param code opens models that are code
    public InspectCommand(CodeRuntimes code) {
        this.code = code;
    }

    @Override
    public Integer call() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        try (ModelPackage loaded = ModelPackage.load(model, code)) {
            ObjectNode facts = facts(loaded, model);
            if (json) {
                line.getOut().println(new JsonMapper().writeValueAsString(facts));
            } else {
                print(facts, line.getOut());
            }
            return 0;
        } catch (IllegalArgumentException | UncheckedIOException | IllegalStateException e) {
            line.getErr().println("error: " + e.getMessage());
            return 1;
        }
    }

    private static ObjectNode facts(ModelPackage loaded, Path path) {
        ModelDescription said = loaded.description();
        ObjectNode facts = new JsonMapper().createObjectNode();
        facts.put("kind", said.kind());
        facts.put("version", said.version());
        facts.put("objective", said.objective());
        facts.put(
                "task",
                loaded.manifest().isPresent()
                        ? loaded.signature().task().word()
                        : said.task().word());
        ArrayNode classes = facts.putArray("classes");
        loaded.signature().classes().forEach(classes::add);
        facts.put("number", said.number().name().toLowerCase(Locale.ROOT));
        facts.put("features", said.featureCount());
        ArrayNode names = facts.putArray("feature_names");
        said.featureNames().forEach(names::add);
        facts.put("outputs", said.width());
        facts.put("trees", said.trees());
        facts.put("iterations", said.iterations());
        facts.put("depth", said.depth());
        facts.put("nodes", said.nodes());
        facts.put("size_bytes", size(path));
        if (loaded.runtime() instanceof MatrixModel matrix) {
            ScoringCost cost = ScoringCost.measure(matrix);
            facts.put("cost_micros_one_row", cost.oneRow());
            facts.put("cost_micros_row_of_batch", cost.rowOfBatch());
        }
        said.more().forEach((name, value) -> facts.put(name.replace(' ', '_'), value));
        loaded.manifest().ifPresent(manifest -> add(facts, loaded, manifest));
        return facts;
    }

    private static void add(ObjectNode facts, ModelPackage loaded, PackageManifest manifest) {
        facts.put("digest", manifest.digest().hex());
        ArrayNode inputs = facts.putArray("inputs");
        for (Feature input : loaded.signature().inputs()) {
            inputs.add(input.name() + " " + input.type().name().toLowerCase(Locale.ROOT)
                    + (input.required() ? "" : " (optional)"));
        }
        if (manifest.threshold() != null) {
            facts.put("threshold", manifest.threshold());
        }
        ObjectNode provenance = facts.putObject("provenance");
        manifest.provenance().forEach(provenance::put);
    }

    private static void print(ObjectNode facts, PrintWriter out) {
        facts.properties().forEach(entry -> {
            String text = text(entry.getValue());
            if (!text.isEmpty()) {
                out.printf(Locale.ROOT, "%-26s%s%n", entry.getKey().replace('_', ' '), text);
            }
        });
    }

    private static String text(JsonNode value) {
        if (value.isArray()) {
            StringBuilder text = new StringBuilder();
            int shown = 0;
            for (JsonNode one : value) {
                if (shown++ == 20) {
                    return text.append(", … (").append(value.size()).append(')').toString();
                }
                text.append(text.isEmpty() ? "" : ", ").append(one.asString());
            }
            return text.toString();
        }
        if (value.isObject()) {
            return value.isEmpty() ? "" : value.toString();
        }
        return value.asString();
    }

    private static long size(Path path) {
        try (Stream<Path> files = Files.walk(path)) {
            long bytes = 0;
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }
}
