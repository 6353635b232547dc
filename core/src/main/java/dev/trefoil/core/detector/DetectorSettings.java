package dev.trefoil.core.detector;

import dev.trefoil.core.text.Spelling;
import java.util.LinkedHashMap;
import java.util.Map;

/// The settings of one detector, complete and checked.
public final class DetectorSettings {
    private final DetectorKind kind;
    private final Map<String, Double> values;

    private DetectorSettings(DetectorKind kind, Map<String, Double> values) {
        this.kind = kind;
        this.values = values;
    }

    /// Texts by option name; options that are not named keep their standard value. An
    /// [IllegalArgumentException] names an unknown option, a value out of range, or options that do not go
    /// together.
    public static DetectorSettings of(DetectorKind kind, Map<String, String> texts) {
        Map<String, DetectorOption> known = new LinkedHashMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        for (DetectorOption option : kind.options()) {
            known.put(option.name(), option);
            values.put(option.name(), option.standard());
        }
        texts.forEach((name, text) -> {
            String wanted = name.trim().replace('_', '-');
            DetectorOption option = known.get(wanted);
            if (option == null) {
                throw new IllegalArgumentException(kind.id() + " has no option '" + name + "'"
                        + Spelling.hint(wanted, known.keySet()) + "; it has " + String.join(", ", known.keySet()));
            }
            values.put(wanted, option.parse(text));
        });
        return new DetectorSettings(kind, values);
    }

    public DetectorKind kind() {
        return kind;
    }

    /// Whom the numbers follow with these settings.
    public String method() {
        return clipped() ? "page-hinkley/scikit-multiflow-0.5" : kind.method();
    }

    /// Page and Hinkley's test with a sum that never goes below 0.
    boolean clipped() {
        return kind == DetectorKind.PAGE_HINKLEY && choice("form") == 1;
    }

    /// The same with one number changed; it is not checked against the option's range.
    public DetectorSettings with(String name, double value) {
        Map<String, Double> changed = new LinkedHashMap<>(values);
        if (changed.put(name, value) == null) {
            throw new IllegalArgumentException(kind.id() + " has no option '" + name + "'");
        }
        return new DetectorSettings(kind, changed);
    }

    public double number(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(kind.id() + " has no option '" + name + "'");
        }
        return value;
    }

    int count(String name) {
        return (int) Math.min(Integer.MAX_VALUE, number(name));
    }

    /// The place of the chosen word among the option's words.
    int choice(String name) {
        return (int) number(name);
    }

    /// Every setting as text, in the order of the options; a value that is still to be found from the stream
    /// is left out.
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (DetectorOption option : kind.options()) {
            double value = number(option.name());
            if (!Double.isNaN(value)) {
                texts.put(option.name(), option.text(value));
            }
        }
        return texts;
    }

    /// A fresh detector.
    public Detector detector() {
        return switch (kind) {
            case E_DETECTOR -> new EDetector(this);
            case ADWIN -> new Adwin(this);
            case DDM -> new Ddm(this);
            case EDDM -> new Eddm(this);
            case HDDM_A -> new HddmA(this);
            case HDDM_W -> new HddmW(this);
            case PAGE_HINKLEY -> new PageHinkley(this);
            case KSWIN -> new Kswin(this);
        };
    }
}
