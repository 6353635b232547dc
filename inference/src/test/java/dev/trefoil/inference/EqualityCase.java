package dev.trefoil.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.trefoil.inference.runtime.CodeRuntimes;
import dev.trefoil.inference.runtime.MatrixModel;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.RowScorer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One folder that `equality_cases.py` wrote: a model, rows, and what the library answered.
record EqualityCase(Path folder) {
    record Matrix(int rows, int columns, double[] values) {
        static Matrix read(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            int rows = bytes.getInt();
            int columns = bytes.getInt();
            double[] values = new double[rows * columns];
            bytes.asDoubleBuffer().get(values);
            return new Matrix(rows, columns, values);
        }
    }

    static List<EqualityCase> in(Path folder) throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(Files::isDirectory)
                    .sorted()
                    .map(EqualityCase::new)
                    .toList();
        }
    }

    MatrixModel model() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path file = files.filter(f -> f.getFileName().toString().startsWith("model."))
                    .findFirst()
                    .orElseThrow();
            return (MatrixModel) ModelFiles.open(file, CodeRuntimes.NONE);
        }
    }

    Matrix rows() throws IOException {
        return Matrix.read(folder.resolve("rows.bin"));
    }

    /// The answers by the options that ask for them.
    Map<String, Matrix> answers() throws IOException {
        Map<String, Matrix> answers = new TreeMap<>(Comparator.reverseOrder());
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".bin") && !name.equals("rows.bin")) {
                    answers.put(name.substring(0, name.length() - 4), Matrix.read(file));
                }
            }
        }
        return answers;
    }

    static PredictOptions options(String name) {
        String[] parts = name.split("\\.");
        PredictOptions options =
                new PredictOptions(PredictOptions.Kind.valueOf(parts[0].toUpperCase(java.util.Locale.ROOT)), 0, 0);
        if (parts.length == 1) {
            return options;
        }
        String[] range = parts[1].split("-");
        return options.iterations(Integer.parseInt(range[0]), Integer.parseInt(range[1]));
    }

    /// Compares every answer, bit for bit but for contributions; returns how many numbers were compared.
    long check() throws IOException {
        long compared = 0;
        MatrixModel model = model();
        Matrix rows = rows();
        assertThat(model.features()).as("features").isEqualTo(rows.columns());
        for (Map.Entry<String, Matrix> entry : answers().entrySet()) {
            PredictOptions options = options(entry.getKey());
            Matrix answer = entry.getValue();
            assertThat(model.width(options))
                    .as(folder.getFileName() + " width of " + entry.getKey())
                    .isEqualTo(answer.columns());
            double[] out = new double[answer.values().length];
            model.compute(rows.values(), answer.rows(), options, out);
            if (options.kind() == PredictOptions.Kind.CONTRIBUTIONS) {
                close(model, entry.getKey(), answer, out);
            } else {
                equal(entry.getKey(), answer, out);
            }
            if (entry.getKey().equals("value")) {
                equal("value, row by row", answer, rowByRow(model, rows, answer.columns()));
            }
            compared += out.length;
        }
        return compared;
    }

    /// Through a scorer, in single precision where the row allows.
    private static double[] rowByRow(MatrixModel model, Matrix rows, int width) {
        RowScorer scorer = model.scorer();
        double[] all = new double[rows.rows() * width];
        double[] out = new double[width];
        for (int r = 0; r < rows.rows(); r++) {
            double[] row = Arrays.copyOfRange(rows.values(), r * rows.columns(), (r + 1) * rows.columns());
            float[] single = new float[row.length];
            boolean fits = true;
            for (int i = 0; i < row.length; i++) {
                single[i] = (float) row[i];
                fits &= single[i] == row[i] || Double.isNaN(row[i]);
            }
            if (fits && r % 2 == 0) {
                scorer.score(single, out);
            } else {
                scorer.score(row, out);
            }
            System.arraycopy(out, 0, all, r * width, width);
        }
        return all;
    }

    private void equal(String name, Matrix answer, double[] out) {
        int wrong = 0;
        int first = -1;
        // log1p of the C library is not the same in all its versions
        int slack =
                name.startsWith("value") && folder.getFileName().toString().contains("cross_entropy_lambda") ? 1 : 0;
        for (int i = 0; i < out.length; i++) {
            boolean same = Double.doubleToLongBits(out[i]) == Double.doubleToLongBits(answer.values()[i])
                    || Math.abs(out[i] - answer.values()[i]) <= slack * Math.ulp(out[i]);
            if (!same) {
                first = wrong == 0 ? i : first;
                wrong++;
            }
        }
        assertThat(wrong)
                .as(
                        "%s %s: %d of %d differ, first at row %d: library %s, here %s",
                        folder.getFileName(),
                        name,
                        wrong,
                        out.length,
                        first / answer.columns(),
                        first < 0 ? 0 : answer.values()[first],
                        first < 0 ? 0 : out[first])
                .isZero();
    }

    private void close(MatrixModel model, String name, Matrix answer, double[] out) {
        double tolerance = model.number() == NumberType.FLOAT32 ? 1e-5 : 1e-9;
        double largest = 1;
        for (double value : answer.values()) {
            largest = Math.max(largest, Double.isFinite(value) ? Math.abs(value) : 0);
        }
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i])
                    .as("%s %s at %d", folder.getFileName(), name, i)
                    .isCloseTo(answer.values()[i], within(tolerance * largest));
        }
    }
}
