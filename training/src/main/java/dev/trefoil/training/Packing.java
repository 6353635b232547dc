package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.drift.ReferenceProfile;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.ModelPackage;
import dev.trefoil.inference.PackageContents;
import dev.trefoil.inference.PackageWriter;
import dev.trefoil.training.sample.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes fitted models as packages.
final class Packing {
    private final Target target;
    private final Material material;

    Packing(Target target, Material material) {
        this.target = target;
        this.material = material;
    }

    /// Fits a model when it is needed.
    interface Fit {
        FittedModel fit();
    }

    /// Writes the package with the reference that live rows will be compared with.
    ///
    /// @param validated answers for rows that the model was not fitted to
    Digest write(Path folder, FittedModel fitted, Validated validated, Choice choice, long seed) {
        FrozenReference reference = new FrozenReference(
                ReferenceProfile.of(material.features()),
                ReferenceProfile.of(predictions(target, validated.predictions())));
        PackageContents contents = fitted.contents(target, material.features())
                .withReference(FrozenReferenceCodec.write(reference))
                .withProvenance(provenance(fitted, choice, seed));
        return PackageWriter.write(
                folder, target.task() == Task.BINARY ? contents.withThreshold(choice.threshold()) : contents);
    }

    private Map<String, String> provenance(FittedModel fitted, Choice choice, long seed) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("candidate", choice.candidate());
        facts.put("trainer", choice.trainer());
        facts.put("seed", Long.toString(seed));
        facts.put("rows", Integer.toString(material.size()));
        facts.put("java", Runtime.version().toString());
        facts.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        fitted.model().parameters().settings().forEach((name, value) -> facts.put("parameter." + name, value.text()));
        return facts;
    }

    /// What a model answers, as a column to be compared with later: the number, or the class.
    static ColumnBatch predictions(Target target, double[] answers) {
        if (target.task() != Task.MULTICLASS) {
            return new ColumnBatch(
                    new Schema(List.of(new ColumnSpec("prediction", ColumnType.NUMBER))),
                    List.of(new NumberColumn(answers)));
        }
        int classes = target.classes().size();
        String[] names = new String[answers.length / classes];
        for (int row = 0; row < names.length; row++) {
            int best = 0;
            for (int k = 1; k < classes; k++) {
                best = answers[row * classes + k] > answers[row * classes + best] ? k : best;
            }
            names[row] = target.classes().get(best);
        }
        return new ColumnBatch(
                new Schema(List.of(new ColumnSpec("prediction", ColumnType.STRING))), List.of(new StringColumn(names)));
    }

    /// A model for as long as it is measured; nothing of it stays on disk.
    ModelPackage temporary(FittedModel fitted) {
        try (WorkFolder work = WorkFolder.create()) {
            Path inside = work.path().resolve("model");
            PackageWriter.write(inside, fitted.contents(target, material.features()));
            return ModelPackage.load(inside);
        }
    }
}
