package dev.trefoil.inference.python;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnType;
import dev.trefoil.core.column.IntegerColumn;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.core.signature.Feature;
import dev.trefoil.core.signature.Task;
import dev.trefoil.inference.runtime.ModelBusyException;
import dev.trefoil.inference.runtime.ModelDescription;
import dev.trefoil.inference.runtime.ModelFormatException;
import dev.trefoil.inference.runtime.ModelRuntime;
import dev.trefoil.inference.runtime.NumberType;
import dev.trefoil.inference.runtime.Output;
import dev.trefoil.inference.runtime.PredictOptions;
import dev.trefoil.inference.runtime.Predictions;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A model that is Python code. Callers take turns. When its process dies, the call under way fails with the reason;
/// later calls start it anew, after a pause that doubles with every death up to a minute.
public final class PythonModel implements ModelRuntime {
    /// The fact that a classifier answers with its labels instead of probabilities, which it names.
    public static final String LABELS = "labels";

    private static final int CHUNK_NUMBERS = 1 << 21;
    private static final int CHUNK_ROWS = 1 << 16;
    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_DOUBLINGS = 6;
    private static final int MOST_WAITING = 8;

    private final PythonLaunch launch;
    private final LongSupplier nanos;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ModelDescription description;
    private final List<Feature> inputs;
    private final List<String> classes;
    private final boolean typed;
    private volatile @Nullable PythonProcess process;
    private int deaths;
    private long notBefore;
    private String reason = "";
    private volatile boolean closed;

    private PythonModel(PythonLaunch launch, LongSupplier nanos, PythonProcess process, Frames.Hello hello) {
        this.launch = launch;
        this.nanos = nanos;
        this.process = process;
        this.inputs = hello.inputs();
        this.classes = numbered(hello.facts(), "class.");
        this.typed = !hello.facts().getOrDefault("typed", "yes").equals("no");
        this.description = describe(launch, hello);
    }

    static PythonModel open(PythonLaunch launch, LongSupplier nanos) {
        PythonProcess process = PythonProcess.start(launch);
        try {
            return new PythonModel(launch, nanos, process, hello(launch, process));
        } catch (RuntimeException e) {
            process.close();
            throw e;
        }
    }

    private static Frames.Hello hello(PythonLaunch launch, PythonProcess process) {
        ByteBuffer frame = process.hello();
        return switch (frame.get()) {
            case 'H' -> Frames.hello(frame);
            case 'M' ->
                throw new ModelFormatException(
                        launch.name(),
                        "requirements",
                        "the model needs the Python module '" + Frames.string(frame) + "', which they do not bring",
                        "add its package to the requirements.txt in its folder, or beside the file");
            default ->
                throw new ModelFormatException(
                        launch.name(), "", "cannot be loaded by Python: " + Frames.string(frame), "");
        };
    }

    private static ModelDescription describe(PythonLaunch launch, Frames.Hello hello) {
        Map<String, String> facts = hello.facts();
        Map<String, String> more = new LinkedHashMap<>();
        more.put("python", facts.getOrDefault("python", ""));
        more.put("requirements", String.join(", ", launch.requirements()));
        more.put("network", launch.isolation().words());
        more.put("memory limit", (launch.settings().memoryBytes() >> 20) + " MiB");
        more.put("time limit", launch.settings().callLimit().toSeconds() + " s a call");
        List<String> labels = numbered(facts, "label.");
        if (!labels.isEmpty()) {
            more.put(LABELS, String.join(", ", labels));
        }
        Task task = switch (facts.getOrDefault("task", "")) {
            case "binary" -> Task.BINARY;
            case "multiclass" -> Task.MULTICLASS;
            default -> Task.REGRESSION;
        };
        String width = facts.getOrDefault("width", "1");
        return new ModelDescription(
                "python",
                facts.getOrDefault("version", ""),
                facts.getOrDefault("kind", ""),
                task,
                NumberType.FLOAT64,
                hello.inputs().isEmpty() ? -1 : hello.inputs().size(),
                hello.inputs().stream().map(Feature::name).toList(),
                width.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(width) : 1,
                0,
                0,
                0,
                0,
                more);
    }

    private static List<String> numbered(Map<String, String> facts, String name) {
        List<String> texts = new ArrayList<>();
        for (String text = facts.get(name + 0); text != null; text = facts.get(name + texts.size())) {
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public OptionalLong processBytes() {
        PythonProcess known = process;
        return known == null || !known.alive() ? OptionalLong.empty() : OptionalLong.of(known.residentBytes());
    }

    /// Inputs as the model states them; empty when it does not.
    public List<Feature> inputs() {
        return inputs;
    }

    @Override
    public ModelDescription description() {
        return description;
    }

    @Override
    public Predictions predict(ColumnBatch rows, PredictOptions options) {
        if (options.kind() != PredictOptions.Kind.VALUE || options.from() != 0 || options.to() != 0) {
            throw new IllegalArgumentException("a Python model gives plain predictions only");
        }
        if (rows.rows() == 0) {
            throw new IllegalArgumentException("there are no rows to predict");
        }
        List<String> names = new ArrayList<>();
        List<Column> columns = columns(rows, names);
        int chunk = Math.clamp(CHUNK_NUMBERS / Math.max(1, columns.size()), 1, CHUNK_ROWS);
        List<Predictions> parts = new ArrayList<>();
        for (int from = 0; from < rows.rows(); from += chunk) {
            int until = Math.min(rows.rows(), from + chunk);
            parts.add(call(Frames.request(names, columns, from, until), until - from));
        }
        return parts.size() == 1 ? parts.getFirst() : joined(parts, rows.rows());
    }

    /// The stated inputs by name; by position when none of their names is there; all columns when none is stated.
    private List<Column> columns(ColumnBatch rows, List<String> names) {
        if (inputs.isEmpty()) {
            names.addAll(rows.schema().names());
            return rows.columns();
        }
        boolean none = inputs.stream().noneMatch(input -> rows.schema().contains(input.name()));
        if (none && rows.columns().size() != inputs.size()) {
            throw new IllegalArgumentException("the rows lack the model's inputs "
                    + inputs.stream().map(Feature::name).toList() + "; they have "
                    + rows.schema().names());
        }
        List<Column> columns = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            Feature input = inputs.get(i);
            Column column = none ? rows.column(i) : rows.find(input.name()).orElse(null);
            if (column != null) {
                names.add(input.name());
                columns.add(fitting(column, input));
            } else if (input.required()) {
                absent.add(input.name());
            }
        }
        if (!absent.isEmpty()) {
            throw new IllegalArgumentException("the rows lack the model's inputs " + absent + "; they have "
                    + rows.schema().names());
        }
        return columns;
    }

    /// The column in the type that the model states: fractions for whole numbers, texts for whatever was read.
    private Column fitting(Column column, Feature input) {
        if (!typed || column.type() == input.type()) {
            return column;
        }
        if (column instanceof IntegerColumn && input.type() == ColumnType.NUMBER) {
            double[] values = new double[column.size()];
            for (int row = 0; row < values.length; row++) {
                values[row] = column.number(row);
            }
            return new NumberColumn(values);
        }
        if (input.type() == ColumnType.STRING) {
            @Nullable String[] texts = new @Nullable String[column.size()];
            for (int row = 0; row < texts.length; row++) {
                texts[row] = column.text(row);
            }
            return new StringColumn(texts);
        }
        return column;
    }

    private Predictions call(ByteBuffer request, int rows) {
        take();
        try {
            PythonProcess worker = worker();
            try {
                ByteBuffer answer = worker.call(request);
                byte kind = answer.get();
                if (kind == 'E') {
                    throw new IllegalArgumentException(
                            "the model " + launch.name() + " failed: " + Frames.string(answer));
                }
                if (kind != 'R') {
                    throw new IllegalStateException("the Python process of " + launch.name() + " sent no answer");
                }
                Predictions predictions = Frames.answer(answer, rows);
                deaths = 0;
                return predictions;
            } catch (IllegalStateException e) {
                worker.close();
                died(String.valueOf(e.getMessage()));
                throw e;
            }
        } finally {
            turn.unlock();
        }
    }

    private void take() {
        long seconds = launch.settings().callLimit().toSeconds();
        if (turn.getQueueLength() >= MOST_WAITING) {
            throw new ModelBusyException(
                    "the model " + launch.name() + " is busy: " + MOST_WAITING + " calls wait for it already");
        }
        try {
            if (!turn.tryLock(seconds, TimeUnit.SECONDS)) {
                throw new ModelBusyException(
                        "the model " + launch.name() + " was busy with other calls for " + seconds + " s");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the model " + launch.name());
        }
    }

    /// The process, started anew when it is dead and the pause is over.
    private PythonProcess worker() {
        if (closed) {
            throw new IllegalStateException("the model " + launch.name() + " is closed");
        }
        PythonProcess known = process;
        if (known != null && known.alive()) {
            return known;
        }
        if (known != null) {
            known.close();
            died("the Python process of " + launch.name() + " ended between two calls");
        }
        long wait = notBefore - nanos.getAsLong();
        if (deaths > 0 && wait > 0) {
            throw new ModelBusyException(
                    reason + "; it is started again in " + (TimeUnit.NANOSECONDS.toSeconds(wait) + 1) + " s");
        }
        PythonProcess fresh = null;
        try {
            fresh = PythonProcess.start(launch);
            hello(launch, fresh);
            process = fresh;
            return fresh;
        } catch (RuntimeException e) {
            if (fresh != null) {
                fresh.close();
            }
            died(String.valueOf(e.getMessage()));
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private void died(String why) {
        process = null;
        reason = why;
        notBefore = nanos.getAsLong() + (FIRST_PAUSE_NANOS << Math.min(deaths, MOST_DOUBLINGS));
        deaths++;
    }

    private Predictions joined(List<Predictions> parts, int rows) {
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < parts.getFirst().outputs().size(); i++) {
            outputs.add(joined(parts, i, rows));
        }
        return new Predictions(rows, outputs);
    }

    private Output joined(List<Predictions> parts, int at, int rows) {
        Output first = parts.getFirst().outputs().get(at);
        int width = first.width();
        boolean same = parts.stream()
                .allMatch(part -> part.outputs().size() > at
                        && part.outputs().get(at).width() == width
                        && part.outputs().get(at).type() == first.type());
        if (!same) {
            throw new IllegalArgumentException("the model " + launch.name() + " answered output '" + first.name()
                    + "' in different types or widths for different rows");
        }
        int size = Math.multiplyExact(rows, width);
        double[] numbers = new double[size];
        long[] integers = new long[size];
        @Nullable String[] texts = new @Nullable String[size];
        int start = 0;
        for (Predictions part : parts) {
            Output output = part.outputs().get(at);
            for (int i = 0; i < part.rows() * width; i++) {
                switch (first.type()) {
                    case FLOAT32, FLOAT64 -> numbers[start + i] = output.number(i / width, i % width);
                    case INTEGER, BOOLEAN -> integers[start + i] = output.integer(i / width, i % width);
                    case TEXT -> texts[start + i] = output.text(i / width, i % width);
                }
            }
            start += part.rows() * width;
        }
        return switch (first.type()) {
            case FLOAT32, FLOAT64 -> Output.numbers(first.name(), first.type(), width, numbers);
            case INTEGER, BOOLEAN -> Output.integers(first.name(), first.type(), width, integers);
            case TEXT -> Output.texts(first.name(), width, texts);
        };
    }

    /// Ends the process, also under a call, which then fails.
    @Override
    public void close() {
        PythonProcess known = process;
        closed = true;
        if (known != null) {
            known.close();
        }
    }
}
