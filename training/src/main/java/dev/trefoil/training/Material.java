package dev.trefoil.training;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.encoder.EncoderSpec;
import dev.trefoil.inference.encoder.FeatureEncoder;
import dev.trefoil.training.sample.Fold;
import dev.trefoil.training.sample.Folds;
import dev.trefoil.training.sample.Groups;
import dev.trefoil.training.sample.Target;
import dev.trefoil.training.trainer.EncodedRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Training rows whose label is known, ready to be encoded and divided.
final class Material {
    private static final int CHUNK = 8_192;
    private static final long MOST_NUMBERS = 64_000_000;
    private static final int ONE_FOLD_FROM = 20_000;
    private static final int FIVE_FOLDS_BELOW = 1_000;
    private static final double JUDGED = 0.2;

    private final DevelopmentSpec spec;
    private final ColumnBatch rows;
    private final double[] truth;
    private final float[] labels;

    private Material(DevelopmentSpec spec, ColumnBatch rows, double[] truth) {
        this.spec = spec;
        this.rows = rows;
        this.truth = truth;
        this.labels = new float[truth.length];
        for (int i = 0; i < truth.length; i++) {
            labels[i] = (float) truth[i];
        }
    }

    static Material of(DevelopmentSpec spec, ColumnBatch training) {
        Target target = spec.target();
        double[] all = target.truth(training);
        int[] known = IntStream.range(0, all.length)
                .filter(row -> !Double.isNaN(all[row]))
                .toArray();
        if (known.length < 10) {
            throw new IllegalArgumentException("only " + known.length + " training rows have a label '"
                    + target.column() + "'; at least 10 are needed");
        }
        ColumnBatch rows = known.length == all.length ? training : training.pick(known);
        double[] truth = Arrays.stream(known).mapToDouble(row -> all[row]).toArray();
        if (Arrays.stream(truth).distinct().limit(2).count() < 2) {
            throw new IllegalArgumentException("label '" + target.column()
                    + "' has just one value in the training rows: there is nothing to learn");
        }
        return new Material(spec, rows, truth);
    }

    ColumnBatch rows() {
        return rows;
    }

    ColumnBatch features() {
        return rows.select(spec.features());
    }

    double[] truth() {
        return truth;
    }

    int size() {
        return truth.length;
    }

    /// The encoder for a kind of model. Limits on categories and words shrink until the numbers fit into memory.
    FeatureEncoder encoder(EncoderSpec.Family family) {
        ColumnBatch features = features();
        List<EncoderSpec.Plan> plans = EncoderSpec.infer(features, family).columns().stream()
                .map(plan -> new EncoderSpec.Plan(plan.column(), spec.kinds().getOrDefault(plan.column(), plan.kind())))
                .toList();
        EncoderSpec limits = EncoderSpec.of(family, plans);
        FeatureEncoder encoder = FeatureEncoder.fit(features, limits);
        while ((long) encoder.width() * size() > MOST_NUMBERS
                && (limits.maxCategories() > 8 || limits.maxWords() > 8)) {
            limits = new EncoderSpec(
                    family,
                    plans,
                    Math.max(limits.maxCategories() / 2, 8),
                    limits.minCount(),
                    Math.max(limits.maxWords() / 2, 8));
            FeatureEncoder smaller = FeatureEncoder.fit(features, limits);
            if (family == EncoderSpec.Family.TREES && smaller.width() == encoder.width()) {
                break;
            }
            encoder = smaller;
        }
        return encoder;
    }

    EncodedRows encoded(FeatureEncoder encoder) {
        return new EncodedRows(encode(encoder, features()), encoder.width(), labels, null);
    }

    /// Encodes part after part, so that numbers in double precision never exist for all rows at once.
    static float[] encode(FeatureEncoder encoder, ColumnBatch rows) {
        float[] all = new float[Math.multiplyExact(rows.rows(), encoder.width())];
        for (int start = 0; start < rows.rows(); start += CHUNK) {
            int from = start;
            int[] part =
                    IntStream.range(from, Math.min(from + CHUNK, rows.rows())).toArray();
            float[] numbers = encoder.encodeFloats(rows.pick(part));
            System.arraycopy(numbers, 0, all, from * encoder.width(), numbers.length);
        }
        return all;
    }

    /// How trials are judged: on the latest part where rows have a time, else on folds, or on one fold of five where
    /// there are many rows.
    List<Fold> folds(long seed) {
        int[] groups = groups();
        long[] times = times();
        if (times != null) {
            int[] units = groups == null ? IntStream.range(0, size()).toArray() : groups;
            Fold latest = latest(times, units);
            if (latest != null && sound(latest)) {
                return List.of(latest);
            }
        }
        if (groups != null) {
            return spread(groups, seed);
        }
        List<Fold> copiesTogether = apart(Groups.copies(rows, spec.features()), seed);
        boolean sound = !copiesTogether.isEmpty() && copiesTogether.stream().allMatch(this::sound);
        return sound ? copiesTogether : spread(IntStream.range(0, size()).toArray(), seed);
    }

    /// As [#spread]; empty when all rows belong together.
    private List<Fold> apart(int[] units, long seed) {
        return Groups.count(units) < 2 ? List.of() : spread(units, seed);
    }

    private List<Fold> spread(int[] units, long seed) {
        int count = size() >= ONE_FOLD_FROM || size() < FIVE_FOLDS_BELOW ? 5 : 3;
        List<Fold> folds = Folds.spread(Folds.strata(truth, spec.target()), units, count, seed);
        return size() >= ONE_FOLD_FROM && sound(folds.getFirst()) ? List.of(folds.getFirst()) : folds;
    }

    private static @Nullable Fold latest(long[] times, int[] units) {
        try {
            return Folds.latest(times, units, JUDGED);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// Both parts need enough rows, and for classes at least two of them.
    private boolean sound(Fold fold) {
        return fold.learn().length >= 10 && fold.judge().length >= 10 && varied(fold.learn()) && varied(fold.judge());
    }

    private boolean varied(int[] positions) {
        return Arrays.stream(positions)
                                .mapToDouble(row -> truth[row])
                                .distinct()
                                .limit(2)
                                .count()
                        > 1
                || spec.target().task() == Task.REGRESSION;
    }

    private int @Nullable [] groups() {
        String cluster = spec.evaluation().cluster();
        List<String> columns = new ArrayList<>(spec.groups());
        if (columns.isEmpty() && cluster != null) {
            columns.add(cluster);
        }
        return columns.isEmpty() ? null : Groups.of(rows, columns);
    }

    private long @Nullable [] times() {
        String time = spec.time();
        if (time == null) {
            return null;
        }
        Column column = rows.column(time);
        return column instanceof TimeColumn moments ? moments.micros() : null;
    }
}
