package dev.trefoil.training.trainer;

import dev.trefoil.training.search.Hyperparameters;

/// A fitted model as bytes.
public final class TrainedModel {
    /// How the bytes are to be read.
    public enum Format {
        /// XGBoost's model as UBJ.
        XGBOOST_UBJ,
        /// LightGBM's model as text, without its section of parameters.
        LIGHTGBM_TEXT,
        /// Weights of a linear model, see [LinearWeights].
        LINEAR
    }

    private final Format format;
    private final byte[] bytes;
    private final int rounds;
    private final Hyperparameters parameters;

    public TrainedModel(Format format, byte[] bytes, int rounds, Hyperparameters parameters) {
        this.format = format;
        this.bytes = bytes;
        this.rounds = rounds;
        this.parameters = parameters;
    }

    public Format format() {
        return format;
    }

    /// The array itself.
    public byte[] bytes() {
        return bytes;
    }

    /// Rounds that were trained.
    public int rounds() {
        return rounds;
    }

    /// All settings it was trained with, those left to their defaults included.
    public Hyperparameters parameters() {
        return parameters;
    }
}
