package dev.trefoil.inference;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.inference.encoder.EncoderCodec;
import dev.trefoil.inference.lightgbm.LightgbmReader;
import dev.trefoil.inference.linear.LinearCodec;
import dev.trefoil.inference.onnx.OnnxProbe;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.TensorModel;
import dev.trefoil.inference.xgboost.XgboostReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What fuzzing calls: any bytes are a model that can be used, or one [ModelFormatException]. The argument names the
/// reader: `com.code_intelligence.jazzer.Jazzer --target_class=dev.trefoil.inference.ReaderFuzz --target_args=UBJ`.
public final class ReaderFuzz {
    private static final int MOST_FEATURES = 2_000;
    private static final int MOST_WIDTH = 10_000;

    @SuppressWarnings("NonFinalStaticField") // set once, by the fuzzer
    private static Reader chosen = Reader.UBJ;

    private ReaderFuzz() {}

    /// The readers, each with the folder of its corpus and the end of the names of golden models to start from.
    enum Reader {
        XGBOOST_JSON("model.json"),
        UBJ("model.ubj"),
        LIGHTGBM("model.txt"),
        ONNX("model.onnx"),
        LINEAR("linear.json"),
        MANIFEST("trefoil.json"),
        ENCODER("encoder.json"),
        MLMODEL("MLmodel");

        private final String seeds;

        Reader(String seeds) {
            this.seeds = seeds;
        }

        String seeds() {
            return seeds;
        }

        void read(byte[] data) {
            switch (this) {
                case XGBOOST_JSON -> use(XgboostReader.json("model.json", new ByteArrayInputStream(data)));
                case UBJ -> use(XgboostReader.ubj("model.ubj", new ByteArrayInputStream(data)));
                case LIGHTGBM -> use(LightgbmReader.text("model.txt", new ByteArrayInputStream(data)));
                case LINEAR -> use(LinearCodec.read("linear.json", new ByteArrayInputStream(data)));
                case ONNX -> OnnxProbe.read(data).ifPresent(Reader::use);
                case MANIFEST -> ManifestCodec.read(data);
                case ENCODER -> EncoderCodec.read("encoder.json", data);
                case MLMODEL -> MlmodelCodec.read(new String(data, StandardCharsets.UTF_8));
            }
        }

        private static void use(MatrixModel model) {
            for (PredictOptions options :
                    List.of(PredictOptions.VALUE, PredictOptions.LEAVES, PredictOptions.CONTRIBUTIONS)) {
                try {
                    int width = model.width(options);
                    if (model.features() <= MOST_FEATURES && width <= MOST_WIDTH) {
                        double[] rows = new double[3 * model.features()];
                        Arrays.fill(rows, model.features(), 2 * model.features(), Double.NaN);
                        Arrays.fill(rows, 2 * model.features(), rows.length, 1e9);
                        model.compute(rows, 3, options, new double[3 * width]);
                    }
                } catch (IllegalArgumentException e) {
                    requireWords(e);
                }
            }
        }

        private static void use(TensorModel model) {
            long width = model.inputs().stream()
                    .mapToLong(spec -> Math.max(1, spec.width()))
                    .sum();
            if (width > MOST_FEATURES) {
                return;
            }
            List<ColumnSpec> specs = new ArrayList<>();
            List<Column> columns = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                specs.add(new ColumnSpec("c" + i, ColumnType.NUMBER));
                columns.add(new NumberColumn(new double[] {0, Double.NaN, 1e9}));
            }
            try {
                model.predict(new ColumnBatch(new Schema(specs), columns), PredictOptions.VALUE);
            } catch (IllegalArgumentException e) {
                requireWords(e);
            }
        }

        private static void requireWords(IllegalArgumentException e) {
            if (Optional.ofNullable(e.getMessage()).orElse("").isBlank()) {
                throw new IllegalStateException("a refusal without words", e);
            }
        }
    }

    public static void fuzzerInitialize(String[] arguments) {
        chosen = Reader.valueOf(arguments[0]);
    }

    public static void fuzzerTestOneInput(byte[] data) {
        accept(chosen, data);
    }

    static void accept(Reader reader, byte[] data) {
        try {
            reader.read(data);
        } catch (ModelFormatException e) {
            Reader.requireWords(e);
        }
    }
}
