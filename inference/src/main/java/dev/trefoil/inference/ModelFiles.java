package dev.trefoil.inference;

import dev.trefoil.inference.lightgbm.LightgbmReader;
import dev.trefoil.inference.linear.LinearCodec;
import dev.trefoil.inference.onnx.OnnxFiles;
import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.ModelRuntime;
import dev.trefoil.inference.xgboost.XgboostReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// Opens a bare model file; its content, not its name, says what it is.
final class ModelFiles {
    private static final int SNIFFED = 512;

    private ModelFiles() {}

    static ModelRuntime open(Path file, CodeRuntimes code) {
        String name = name(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(SNIFFED);
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), in);
            return switch (kind(file, start)) {
                case XGBOOST_JSON -> XgboostReader.json(name, all);
                case XGBOOST_UBJ -> XgboostReader.ubj(name, all);
                case LIGHTGBM -> LightgbmReader.text(name, all);
                case LINEAR -> LinearCodec.read(name, all);
                case ONNX -> OnnxFiles.open(file, name);
                case PICKLE -> code.open(file);
            };
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    static String name(Path file) {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString();
    }

    private enum Kind {
        XGBOOST_JSON,
        XGBOOST_UBJ,
        LIGHTGBM,
        LINEAR,
        ONNX,
        PICKLE
    }

    private static Kind kind(Path file, byte[] start) {
        if (start.length == 0) {
            throw unknown(file, "is empty", "save the model again");
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        String words = text.strip();
        if (start[0] == '{' && start.length > 1 && "iUIlL#$".indexOf(start[1]) >= 0) {
            return Kind.XGBOOST_UBJ;
        }
        if (words.startsWith("{")) {
            String first = words.substring(1).strip();
            if (first.startsWith("\"linear\"")) {
                return Kind.LINEAR;
            }
            if (first.startsWith("\"name\"") && words.contains("\"tree_info\"")
                    || words.contains("\"num_tree_per_iteration\"")) {
                throw unknown(
                        file,
                        "is a JSON dump of LightGBM, from which it cannot be read back",
                        "use Booster.save_model");
            }
            return Kind.XGBOOST_JSON;
        }
        if (words.equals("tree") || words.startsWith("tree\n") || words.startsWith("tree\r")) {
            return Kind.LIGHTGBM;
        }
        if (start[0] == (byte) 0x80 && start.length > 1 && start[1] >= 2 && start[1] <= 5) {
            return Kind.PICKLE;
        }
        if (words.startsWith("binf")
                || words.startsWith("bs64")
                || text.contains("gbtree")
                || text.contains("gblinear")) {
            throw unknown(
                    file, "is XGBoost's old binary format", "load it with XGBoost 1.7 and save it as .json or .ubj");
        }
        if (start[0] == (byte) 0x1f || words.startsWith("PK")) {
            throw unknown(file, "is an archive", "unpack it first");
        }
        if (start[0] == 0x08 && start.length > 1 && start[1] > 0 && start[1] < 64) {
            return Kind.ONNX;
        }
        String lower = name(file).toLowerCase(Locale.ROOT);
        if (lower.endsWith(".pkl") || lower.endsWith(".pickle") || lower.endsWith(".joblib")) {
            return Kind.PICKLE;
        }
        if (lower.endsWith(".onnx")) {
            return Kind.ONNX;
        }
        throw unknown(
                file,
                "is no model that is known",
                "give XGBoost .json or .ubj, LightGBM .txt, .onnx, or a folder with an MLmodel file");
    }

    private static ModelFormatException unknown(Path file, String problem, String mend) {
        return new ModelFormatException(name(file), "", problem, mend);
    }
}
