package dev.trefoil.inference;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.signature.Signature;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What `trefoil.json` of a package says.
///
/// @param runtime `xgboost`, `lightgbm`, `linear`, `onnx`, `python`
/// @param weights name of the file with the weights; of the folder, for code
/// @param threshold probability from which on the positive class is acted upon; not part of the digest
/// @param provenance how the model came to be, as names and values; not part of the digest
public record PackageManifest(
        Signature signature,
        String runtime,
        String weights,
        boolean encoder,
        boolean reference,
        @Nullable Double threshold,
        Map<String, String> provenance,
        Digest digest) {
    public PackageManifest {
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    }
}
