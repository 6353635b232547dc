package dev.trefoil.inference;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Signature;
import dev.trefoil.inference.encoder.EncoderCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes a model package: a folder that Trefoil and Python's MLflow can load.
public final class PackageWriter {
    static final String ENCODER = "encoder.json";
    static final String REFERENCE = "reference.json";

    private PackageWriter() {}

    /// Writes the folder as a whole or not at all: into a neighbour first, flushed to the disk, then renamed. The
    /// folder must not be there yet.
    ///
    /// @return the digest of the package
    public static Digest write(Path folder, PackageContents contents) {
        if (Files.exists(folder)) {
            throw new IllegalArgumentException(folder + " is already there");
        }
        Map<String, byte[]> files = new LinkedHashMap<>();
        CodeFolder code = contents.code();
        Map<String, Path> copies = new LinkedHashMap<>();
        if (code == null) {
            files.put(contents.kind().file(), contents.weights());
        } else {
            code.files().forEach((name, file) -> copies.put(contents.kind().file() + "/" + name, file));
        }
        byte[] encoder = contents.encoder() == null ? null : EncoderCodec.write(contents.encoder());
        if (encoder != null) {
            files.put(ENCODER, encoder);
        }
        byte[] reference = contents.reference();
        if (reference != null) {
            files.put(REFERENCE, reference);
        }
        Digest digest = digest(contents.kind().word(), contents.weights(), encoder, contents.signature(), reference);
        files.put(
                ManifestCodec.FILE,
                ManifestCodec.write(new PackageManifest(
                        contents.signature(),
                        contents.kind().word(),
                        contents.kind().file(),
                        encoder != null,
                        reference != null,
                        contents.threshold(),
                        contents.provenance(),
                        digest)));
        files.put("MLmodel", MlmodelCodec.write(contents).getBytes(StandardCharsets.UTF_8));
        files.put("requirements.txt", requirements(contents).getBytes(StandardCharsets.UTF_8));
        files.put("code/trefoil_package.py", loader());
        store(folder, files, copies);
        return digest;
    }

    /// The digest that addresses a package: over what decides its predictions and how they are watched, nothing
    /// else.
    static Digest digest(
            String runtime,
            byte[] weights,
            byte @Nullable [] encoder,
            Signature signature,
            byte @Nullable [] reference) {
        return new DigestBuilder()
                .add("trefoil-package-1")
                .add(runtime)
                .add(weights)
                .add(encoder == null ? new byte[0] : encoder)
                .add(ManifestCodec.canonical(signature))
                .add(reference == null ? new byte[0] : reference)
                .build();
    }

    private static String requirements(PackageContents contents) {
        String library = switch (contents.kind()) {
            case XGBOOST -> "xgboost>=2.0\n";
            case LIGHTGBM -> "lightgbm>=4.0\n";
            case ONNX -> "onnxruntime\n";
            case LINEAR -> "";
            case PYTHON -> contents.code() == null ? "" : contents.code().requirements();
        };
        boolean times =
                contents.signature().inputs().stream().map(Feature::type).anyMatch(type -> type.temporal());
        return "mlflow\nnumpy\npandas" + (times ? ">=2\n" : "\n") + library;
    }

    private static byte[] loader() {
        try (InputStream in = PackageWriter.class.getResourceAsStream("trefoil_package.py")) {
            if (in == null) {
                throw new IllegalStateException("the loader for Python is not part of this build");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void store(Path folder, Map<String, byte[]> files, Map<String, Path> copies) {
        Path parent = folder.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(folder + " has no parent folder");
        }
        try {
            Files.createDirectories(parent);
            Path temporary = Files.createTempDirectory(parent, ".package-");
            try {
                for (Map.Entry<String, byte[]> file : files.entrySet()) {
                    Path path = temporary.resolve(file.getKey());
                    Files.createDirectories(Objects.requireNonNull(path.getParent()));
                    flushed(path, file.getValue());
                }
                for (Map.Entry<String, Path> copy : copies.entrySet()) {
                    Path path = temporary.resolve(copy.getKey());
                    Files.createDirectories(Objects.requireNonNull(path.getParent()));
                    copied(copy.getValue(), path);
                }
                Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                remove(temporary);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the package " + folder + ": " + e.getMessage(), e);
        }
    }

    private static void flushed(Path path, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private static void copied(Path from, Path to) throws IOException {
        Files.copy(from, to);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void remove(Path temporary) throws IOException {
        try (Stream<Path> walked = Files.walk(temporary)) {
            for (Path path : walked.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
