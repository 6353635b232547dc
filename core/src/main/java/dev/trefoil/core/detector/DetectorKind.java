package dev.trefoil.core.detector;

import dev.trefoil.core.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The detectors, their settings and where these come from. All but the first follow River number for number.
public enum DetectorKind {
    E_DETECTOR(
            "e-detector",
            "e-detector/shiryaev-roberts-mixture",
            "alarms when bets against 'the mean loss is at most the tolerated one' have won too much"),
    ADWIN("adwin", "adwin/river-0.26", "keeps the longest window whose two halves do not differ"),
    DDM("ddm", "ddm/river-0.26", "error rate three deviations above its best"),
    EDDM(
            "eddm",
            "eddm/river-0.26",
            "distance between errors below nine tenths of its longest; alarms all the time on stationary streams"),
    HDDM_A("hddm-a", "hddm-a/river-0.26", "Hoeffding's bound on averages"),
    HDDM_W("hddm-w", "hddm-w/river-0.26", "McDiarmid's bound on weighted averages"),
    PAGE_HINKLEY("page-hinkley", "page-hinkley/river-0.26", "sum of deviations from the running mean"),
    KSWIN(
            "kswin",
            "kswin/river-0.26",
            "Kolmogorov-Smirnov of the newest values against random earlier ones; about 13 false alarms in 10,000");

    private final String id;
    private final String method;
    private final String says;

    DetectorKind(String id, String method, String says) {
        this.id = id;
        this.method = method;
        this.says = says;
    }

    /// The name in commands and files.
    public String id() {
        return id;
    }

    /// Whom the numbers follow unless an option says otherwise.
    public String method() {
        return method;
    }

    /// One line for people.
    public String says() {
        return says;
    }

    /// Its settings, in the order in which they are shown.
    public List<DetectorOption> options() {
        return DetectorOptions.of(this);
    }

    /// The kind of this name; an [IllegalArgumentException] that names them all when there is none.
    public static DetectorKind byName(String name) {
        String wanted = name.trim().toLowerCase(Locale.ROOT).replace('_', '-');
        List<String> known = new ArrayList<>();
        for (DetectorKind kind : values()) {
            if (kind.id.equals(wanted)) {
                return kind;
            }
            known.add(kind.id);
        }
        throw new IllegalArgumentException("there is no detector '" + name + "'" + Spelling.hint(wanted, known)
                + "; there are " + String.join(", ", known));
    }
}
