package dev.trefoil.inference;

import dev.trefoil.core.signature.Signature;
import dev.trefoil.inference.encoder.FeatureEncoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What training hands over to be written as a package. Arrays are taken over, not copied.
public final class PackageContents {
    private final Signature signature;
    private final WeightsKind kind;
    private final byte[] weights;
    private final @Nullable FeatureEncoder encoder;
    private final byte @Nullable [] reference;
    private final @Nullable Double threshold;
    private final Map<String, String> provenance;

    private PackageContents(
            Signature signature,
            WeightsKind kind,
            byte[] weights,
            @Nullable FeatureEncoder encoder,
            byte @Nullable [] reference,
            @Nullable Double threshold,
            Map<String, String> provenance) {
        this.signature = signature;
        this.kind = kind;
        this.weights = weights;
        this.encoder = encoder;
        this.reference = reference;
        this.threshold = threshold;
        this.provenance = Map.copyOf(provenance);
    }

    /// A model whose raw columns are its features.
    ///
    /// @param weights the file of the weights, as the library wrote it
    public static PackageContents of(Signature signature, WeightsKind kind, byte[] weights) {
        return new PackageContents(signature, kind, weights, null, null, null, Map.of());
    }

    /// With an encoder before the model.
    public PackageContents withEncoder(FeatureEncoder fitted) {
        return new PackageContents(signature, kind, weights, fitted, reference, threshold, provenance);
    }

    /// With the exact reference profile of the training data, opaque here.
    public PackageContents withReference(byte[] profile) {
        return new PackageContents(signature, kind, weights, encoder, profile, threshold, provenance);
    }

    /// With the probability from which on the positive class is acted upon; not part of the digest.
    public PackageContents withThreshold(double actFrom) {
        return new PackageContents(signature, kind, weights, encoder, reference, actFrom, provenance);
    }

    /// With names and values of how the model came to be; not part of the digest.
    public PackageContents withProvenance(Map<String, String> facts) {
        return new PackageContents(signature, kind, weights, encoder, reference, threshold, facts);
    }

    Signature signature() {
        return signature;
    }

    WeightsKind kind() {
        return kind;
    }

    byte[] weights() {
        return weights;
    }

    @Nullable
    FeatureEncoder encoder() {
        return encoder;
    }

    byte @Nullable [] reference() {
        return reference;
    }

    @Nullable
    Double threshold() {
        return threshold;
    }

    Map<String, String> provenance() {
        return provenance;
    }
}
