package dev.trefoil.inference;

import dev.trefoil.core.signature.Signature;
import dev.trefoil.inference.encoder.FeatureEncoder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What training hands over to be written as a package. Arrays are taken over, not copied.
public final class PackageContents {
    private final Signature signature;
    private final WeightsKind kind;
    private final byte[] weights;
    private final @Nullable CodeFolder code;
    private final @Nullable FeatureEncoder encoder;
    private final byte @Nullable [] reference;
    private final @Nullable Double threshold;
    private final Map<String, String> provenance;

    private PackageContents(
            Signature signature,
            WeightsKind kind,
            byte[] weights,
            @Nullable CodeFolder code,
            @Nullable FeatureEncoder encoder,
            byte @Nullable [] reference,
            @Nullable Double threshold,
            Map<String, String> provenance) {
        this.signature = signature;
        this.kind = kind;
        this.weights = weights;
        this.code = code;
        this.encoder = encoder;
        this.reference = reference;
        this.threshold = threshold;
        this.provenance = Map.copyOf(provenance);
    }

    /// A model whose raw columns are its features.
    ///
    /// @param weights the file of the weights, as the library wrote it
    public static PackageContents of(Signature signature, WeightsKind kind, byte[] weights) {
        return new PackageContents(signature, kind, weights, null, null, null, null, Map.of());
    }

    /// A model that is Python code, which is kept whole.
    ///
    /// @param model an MLflow folder, or a pickle with the `requirements.txt` beside it, if there is one
    public static PackageContents python(Signature signature, Path model) {
        CodeFolder code = CodeFolder.of(model);
        byte[] address = HexFormat.of().parseHex(code.digest().hex());
        return new PackageContents(signature, WeightsKind.PYTHON, address, code, null, null, null, Map.of());
    }

    /// A model that was made elsewhere, as it was loaded from there; code is kept whole, of an MLflow folder of a
    /// library that is read here the file of the weights.
    ///
    /// @param source what `given` was loaded from: a package, a bare file or an MLflow folder
    /// @throws IllegalArgumentException when a package cannot hold it
    public static PackageContents taken(Signature signature, ModelPackage given, Path source) {
        Path weights = given.manifest()
                .map(manifest -> source.resolve(manifest.weights()))
                .orElse(source);
        PackageContents contents;
        if (given.description().kind().equals(WeightsKind.PYTHON.word())) {
            contents = python(signature, weights);
        } else {
            WeightsFile file = WeightsFile.find(weights);
            contents = of(signature, file.kind(), file.bytes());
        }
        return given.encoder().map(contents::withEncoder).orElse(contents);
    }

    /// With an encoder before the model.
    public PackageContents withEncoder(FeatureEncoder fitted) {
        return new PackageContents(signature, kind, weights, code, fitted, reference, threshold, provenance);
    }

    /// With the exact reference profile of the training data, opaque here.
    public PackageContents withReference(byte[] profile) {
        return new PackageContents(signature, kind, weights, code, encoder, profile, threshold, provenance);
    }

    /// With the probability from which on the positive class is acted upon; not part of the digest.
    public PackageContents withThreshold(double actFrom) {
        return new PackageContents(signature, kind, weights, code, encoder, reference, actFrom, provenance);
    }

    /// With names and values of how the model came to be; not part of the digest.
    public PackageContents withProvenance(Map<String, String> facts) {
        return new PackageContents(signature, kind, weights, code, encoder, reference, threshold, facts);
    }

    Signature signature() {
        return signature;
    }

    WeightsKind kind() {
        return kind;
    }

    /// The bytes of the weights; for code the bytes of its digest.
    byte[] weights() {
        return weights;
    }

    @Nullable
    CodeFolder code() {
        return code;
    }

    long sizeBytes() {
        return code == null ? weights.length : code.sizeBytes();
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
