package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.inference.PackageContents;
import dev.trefoil.inference.WeightsKind;
import dev.trefoil.inference.encoder.FeatureEncoder;
import dev.trefoil.training.sample.Target;
import dev.trefoil.training.trainer.TrainedModel;
import java.util.List;

/// A trained model with the encoder before it.
record FittedModel(TrainedModel model, FeatureEncoder encoder) {
    PackageContents contents(Target target, ColumnBatch features) {
        return PackageContents.of(signature(target, features.schema()), kind(), model.bytes())
                .withEncoder(encoder);
    }

    private WeightsKind kind() {
        return switch (model.format()) {
            case XGBOOST_UBJ -> WeightsKind.XGBOOST;
            case LIGHTGBM_TEXT -> WeightsKind.LIGHTGBM;
            case LINEAR -> WeightsKind.LINEAR;
        };
    }

    private static Signature signature(Target target, Schema schema) {
        List<Feature> inputs = schema.columns().stream()
                .map(column -> new Feature(column.name(), column.type(), true))
                .toList();
        return new Signature(inputs, target.task(), target.classes());
    }
}
