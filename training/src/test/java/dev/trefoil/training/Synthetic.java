package dev.trefoil.training;

import dev.trefoil.core.column.BooleanColumn;
import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.metric.Costs;
import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.signature.Task;
import dev.trefoil.training.baseline.LastValue;
import dev.trefoil.training.baseline.Majority;
import dev.trefoil.training.evaluation.EvaluationSpec;
import dev.trefoil.training.evaluation.MeasureRequest;
import dev.trefoil.training.sample.Target;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Made-up rows with numbers, categories, texts, times, missing values, and labels that depend on them.
final class Synthetic {
    private static final List<String> WORDS = List.of("late", "fine", "broken", "great", "slow", "the", "a", "service");

    private Synthetic() {}

    static final List<String> FEATURES = List.of("x", "y", "count", "city", "note", "flag");

    static ColumnBatch rows(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[n];
        double[] y = new double[n];
        long[] count = new long[n];
        BitSet missing = new BitSet();
        @Nullable String[] city = new @Nullable String[n];
        @Nullable String[] note = new @Nullable String[n];
        byte[] flag = new byte[n];
        long[] time = new long[n];
        @Nullable String[] day = new @Nullable String[n];
        byte[] label = new byte[n];
        @Nullable String[] kind = new @Nullable String[n];
        double[] amount = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextInt(20) == 0 ? Double.NaN : random.nextGaussian();
            y[i] = random.nextGaussian();
            count[i] = random.nextInt(10);
            missing.set(i, random.nextInt(30) == 0);
            city[i] = "city" + random.nextInt(5);
            StringBuilder text = new StringBuilder();
            for (int w = 0; w < 6; w++) {
                text.append(WORDS.get(random.nextInt(WORDS.size())))
                        .append(' ')
                        .append(random.nextInt(50))
                        .append(' ');
            }
            note[i] = text.toString();
            flag[i] = (byte) random.nextInt(2);
            time[i] = i * 3_600_000_000L;
            day[i] = "day" + i / 24;
            double signal = 1.5 * (Double.isNaN(x[i]) ? 0 : x[i])
                    - y[i]
                    + (text.indexOf("broken") >= 0 ? 1 : 0)
                    + ("city1".equals(city[i]) ? 1 : 0)
                    + random.nextGaussian();
            label[i] = (byte) (signal > 0.8 ? 1 : 0);
            kind[i] = signal > 1.5 ? "high" : signal > 0 ? "middle" : "low";
            amount[i] = 100 + 10 * signal;
        }
        List<ColumnSpec> specs = List.of(
                new ColumnSpec("x", ColumnType.NUMBER),
                new ColumnSpec("y", ColumnType.NUMBER),
                new ColumnSpec("count", ColumnType.INTEGER),
                new ColumnSpec("city", ColumnType.STRING),
                new ColumnSpec("note", ColumnType.STRING),
                new ColumnSpec("flag", ColumnType.BOOLEAN),
                new ColumnSpec("at", ColumnType.TIMESTAMP),
                new ColumnSpec("day", ColumnType.STRING),
                new ColumnSpec("label", ColumnType.BOOLEAN),
                new ColumnSpec("kind", ColumnType.STRING),
                new ColumnSpec("amount", ColumnType.NUMBER));
        List<Column> columns = List.of(
                new NumberColumn(x),
                new NumberColumn(y),
                new IntegerColumn(count, missing),
                new StringColumn(city),
                new StringColumn(note),
                new BooleanColumn(flag),
                new TimeColumn(ColumnType.TIMESTAMP, time),
                new StringColumn(day),
                new BooleanColumn(label),
                new StringColumn(kind),
                new NumberColumn(amount));
        return new ColumnBatch(new Schema(specs), columns);
    }

    static Target target(ColumnBatch rows, Task task) {
        String label = switch (task) {
            case BINARY -> "label";
            case MULTICLASS -> "kind";
            case REGRESSION -> "amount";
        };
        return Target.infer(rows, label, task, null);
    }

    static Metric main(Task task) {
        return switch (task) {
            case BINARY -> Metric.AUC;
            case MULTICLASS -> Metric.LOG_LOSS;
            case REGRESSION -> Metric.RMSE;
        };
    }

    static DevelopmentSpec spec(
            Target target, @Nullable String time, List<Candidate> candidates, int trials, List<MeasureRequest> asked) {
        EvaluationSpec evaluation = new EvaluationSpec(
                target,
                time == null ? null : "day",
                target.task() == Task.BINARY ? new Costs(1, 3) : null,
                main(target.task()),
                asked,
                Map.of(),
                List.of("city", "flag", "count"),
                7);
        List<Rung> ladder = new ArrayList<>();
        ladder.add(new Rung.Plain(new Majority()));
        if (time != null) {
            ladder.add(new Rung.Plain(new LastValue(time, 0, List.of())));
        }
        ladder.add(new Rung.Logistic());
        return new DevelopmentSpec(
                FEATURES, Map.of(), time, List.of(), ladder, candidates, SearchPlan.of(trials, 7), null, evaluation);
    }
}
