package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.PredictOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever stands in a file, reading it gives a model or one [ModelFormatException]; and a model that was read can
/// be used without harm.
class BadFileTest {
    private static final long SEED = 20_260_101;

    @TempDir
    Path folder;

    static Stream<Path> models() throws Exception {
        List<Path> files = new ArrayList<>();
        for (String name : List.of("golden", "golden-old", "golden-onnx")) {
            for (EqualityCase one : EqualityCase.in(GoldenModelTest.resources(name))) {
                try (Stream<Path> inside = Files.list(one.folder())) {
                    inside.filter(file -> file.getFileName().toString().startsWith("model."))
                            .forEach(files::add);
                }
            }
        }
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("models")
    void alteredFilesAreReadOrRefused(Path model) throws Exception {
        byte[] original = Files.readAllBytes(model);
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < Math.clamp(500_000L / original.length, 25, 150); i++) {
            byte[] altered = altered(original, random);
            refused += readOrRefuse(altered, "mutation " + i + " of " + model.getFileName()) ? 0 : 1;
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @MethodSource("models")
    void truncatedFilesAreRefused(Path model) throws Exception {
        byte[] original = Files.readAllBytes(model);
        Random random = new Random(SEED);
        for (int i = 0; i < 10; i++) {
            int length = random.nextInt(original.length * 9 / 10);
            String text = new String(original, 0, length, StandardCharsets.ISO_8859_1);
            if (!text.contains("end of trees") && !model.toString().endsWith(".onnx")) {
                byte[] cut = java.util.Arrays.copyOf(original, length);
                assertThat(readOrRefuse(cut, "the first " + length + " bytes of " + model))
                        .isFalse();
            }
        }
    }

    private static byte[] altered(byte[] original, Random random) {
        byte[] bytes = original.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) "0123456789-.,[]{}\"NaN= \n".charAt(random.nextInt(24));
                case 3 -> {
                    int length = Math.min(random.nextInt(12), bytes.length - at);
                    for (int k = 0; k < length; k++) {
                        bytes[at + k] = (byte) 0xff;
                    }
                }
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(60), bytes.length - Math.max(at, from));
                    System.arraycopy(original, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }

    /// Whether it was read; a model that was read is used on a few rows.
    private boolean readOrRefuse(byte[] bytes, String what) throws Exception {
        Path file = folder.resolve("altered");
        Files.write(file, bytes);
        return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try (ModelPackage loaded = ModelPackage.load(file)) {
                if (loaded.runtime() instanceof MatrixModel model && model.features() < 10_000) {
                    double[] out = new double[3 * model.width(PredictOptions.VALUE)];
                    double[] rows = new double[3 * model.features()];
                    java.util.Arrays.fill(rows, model.features(), 2 * model.features(), Double.NaN);
                    model.compute(rows, 3, PredictOptions.VALUE, out);
                }
                return true;
            } catch (ModelFormatException e) {
                assertThat(e.getMessage()).as(what).isNotBlank().doesNotContain("\n");
                return false;
            }
        });
    }

    private void refused(String content, String reason) throws Exception {
        refused(content.getBytes(StandardCharsets.UTF_8), reason);
    }

    private void refused(byte[] content, String reason) throws Exception {
        Path file = folder.resolve("model");
        Files.write(file, content);
        assertThatThrownBy(() -> ModelPackage.load(file))
                .isInstanceOf(ModelFormatException.class)
                .hasMessageContaining(reason);
    }

    private static String golden(String name, String file) throws Exception {
        return Files.readString(
                GoldenModelTest.resources("golden").resolve(name).resolve(file));
    }

    @Test
    void nestingWithoutEndIsRefused() throws Exception {
        refused("{\"other\":" + "[".repeat(1_000_000), "nest");
        refused("{\"other\":" + "{\"a\":".repeat(1_000_000), "nest");
        ByteArrayOutputStream ubj = new ByteArrayOutputStream();
        ubj.write("{i\u0005other".getBytes(StandardCharsets.ISO_8859_1));
        ubj.write("[".repeat(1_000_000).getBytes(StandardCharsets.ISO_8859_1));
        refused(ubj.toByteArray(), "nested deeper");
    }

    @Test
    void lyingLengthsAreRefusedWithoutAllocatingThem() throws Exception {
        byte[] start = "{i\u0007learner{i\u0010gradient_booster{i\u0005model{i\u0005trees[#L"
                .getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream ubj = new ByteArrayOutputStream();
        ubj.write(start);
        ubj.write(new byte[] {0x7f, -1, -1, -1, -1, -1, -1, -1});
        refused(ubj.toByteArray(), "the file ends in the middle");
    }

    @Test
    void cyclesSharedChildrenAndForeignFeaturesAreRefused() throws Exception {
        String text = golden("lgb-sqrt", "model.txt");
        String children = text.lines()
                .filter(l -> l.startsWith("left_child="))
                .findFirst()
                .orElseThrow();
        refused(
                text.replace(children, "left_child=0" + children.substring(children.indexOf(' '))),
                "two parents, or is above itself");
        String features = text.lines()
                .filter(l -> l.startsWith("split_feature="))
                .findFirst()
                .orElseThrow();
        refused(
                text.replace(features, "split_feature=999" + features.substring(features.indexOf(' '))),
                "asks for feature 999 of 8");
        String thresholds =
                text.lines().filter(l -> l.startsWith("threshold=")).findFirst().orElseThrow();
        refused(
                text.replace(thresholds, "threshold=nan" + thresholds.substring(thresholds.indexOf(' '))),
                "NaN as its threshold");
    }

    @Test
    void unknownObjectivesAndNewerVersionsAreNamed() throws Exception {
        String text = golden("lgb-sqrt", "model.txt");
        refused(text.replace("objective=regression", "objective=oracle"), "the objective 'oracle sqrt' is not known");
        refused(text.replace("version=v4", "version=v9"), "'v9', which is not known");
        String json = golden("xgb-gblinear-reg-squarederror", "model.json");
        refused(json.replace("reg:squarederror", "reg:oracle"), "the objective 'reg:oracle' is not known");
        refused(json.replace("\"version\":[3", "\"version\":[9"), "newer than what is known");
    }

    @Test
    void whatIsNoModelIsNamed() throws Exception {
        refused("", "is empty");
        refused("hello", "is no model that is known");
        refused("binf....", "old binary format");
        refused(new byte[] {(byte) 0x80, 4, 1, 2}, "Python model");
        refused(new byte[] {0x1f, (byte) 0x8b, 8, 0}, "is an archive");
        assertThatThrownBy(() -> ModelPackage.load(folder.resolve("nowhere"))).hasMessageContaining("is not there");
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> ModelPackage.load(folder.resolve("empty")))
                .hasMessageContaining("without trefoil.json or MLmodel");
    }

    @Test
    void missingColumnsAndRangesOutsideAreNamed() throws Exception {
        Path model = GoldenModelTest.resources("golden").resolve("lgb-sqrt").resolve("model.txt");
        ModelPackage loaded = ModelPackage.load(model);
        ColumnBatch one = new ColumnBatch(
                new Schema(List.of(new ColumnSpec("Column_0", dev.trefoil.core.column.ColumnType.NUMBER))),
                List.<Column>of(new NumberColumn(new double[] {1})));
        assertThatThrownBy(() -> loaded.predict(one)).hasMessageContaining("lack the model's features [Column_1");
        ColumnBatch other = new ColumnBatch(
                new Schema(List.of(new ColumnSpec("x", dev.trefoil.core.column.ColumnType.NUMBER))),
                List.<Column>of(new NumberColumn(new double[] {1})));
        assertThatThrownBy(() -> loaded.predict(other)).hasMessageContaining("takes 8 features by position");
        assertThatThrownBy(() -> ((MatrixModel) loaded.runtime()).width(PredictOptions.LEAVES.iterations(3, 400)))
                .hasMessageContaining("iterations 3..400 of a model with 6");
    }
}
