package dev.trefoil.platform.pipeline;

import dev.trefoil.core.metric.Metric;
import dev.trefoil.core.verdict.Estimate;
import dev.trefoil.core.verdict.Outcome;
import dev.trefoil.core.verdict.Verdict;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.ErrorCosts;
import dev.trefoil.platform.project.Requirement;
import dev.trefoil.platform.project.Target;
import java.time.YearMonth;
import java.time.format.TextStyle;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Verdicts in the words of their charter: a sign where the value is a difference, the unit of the measure, money in
/// the charter's currency.
public final class Wording {
    private final Charter charter;

    public Wording(Charter charter) {
        this.charter = charter;
    }

    /// `R1 ✓ +.033 (.025 – .043) ≥ .02`
    public String verdict(Verdict verdict) {
        Estimate e = verdict.estimate();
        boolean interval = e.hasInterval() && e.low() != e.high();
        String bound = Double.isNaN(verdict.bound().value())
                ? ""
                : " " + verdict.bound().sign() + " "
                        + withUnit(
                                verdict,
                                isSize(verdict)
                                        ? number(verdict, verdict.bound().value())
                                        : trimmed(verdict.bound().value()));
        return verdict.requirement() + " " + Says.mark(verdict.outcome()) + " " + value(verdict)
                + (interval ? " (" + number(verdict, e.low()) + " – " + number(verdict, e.high()) + ")" : "") + bound;
    }

    /// `✓ R1 +.033`, as a column of a table has it.
    public String brief(Verdict verdict) {
        return Says.mark(verdict.outcome()) + " " + verdict.requirement() + " " + value(verdict);
    }

    /// What has to be mended, in a sentence without its end: `R1 ✕ … fails`.
    public String objection(Verdict verdict) {
        return verdict(verdict)
                + (verdict.reason().isEmpty() ? "" : " (" + verdict.reason() + ")")
                + (verdict.outcome() == Outcome.FAIL ? " fails" : " is inconclusive");
    }

    private String value(Verdict verdict) {
        double value = verdict.estimate().value();
        if (Double.isNaN(value)) {
            return "·";
        }
        Optional<Requirement> requirement = charter.design().findRequirement(verdict.requirement());
        boolean signed = requirement
                .map(r -> r.target() instanceof Target.BetterThan
                        || r.measure() == Metric.CALIBRATION_IN_THE_LARGE
                        || r.measure() == Metric.MEAN_ERROR)
                .orElse(false);
        return withUnit(verdict, signed ? Says.signed(value) : number(verdict, value));
    }

    /// Milliseconds are read to a tenth, from one on; sizes in their own units.
    private String number(Verdict verdict, double value) {
        if (isSize(verdict)) {
            return Says.bytes(Math.round(value));
        }
        boolean millis = charter.design()
                .findRequirement(verdict.requirement())
                .filter(requirement -> requirement.measure().id().startsWith("latency"))
                .isPresent();
        return millis && Math.abs(value) >= 1 && Math.abs(value) < 100
                ? String.format(Locale.ROOT, "%.1f", value)
                : millis ? Says.small(value) : Says.number(value);
    }

    private boolean isSize(Verdict verdict) {
        return charter.design()
                .findRequirement(verdict.requirement())
                .filter(r -> r.measure() == Metric.MEMORY || r.measure() == Metric.MODEL_SIZE)
                .isPresent();
    }

    private String withUnit(Verdict verdict, String number) {
        String unit = charter.design()
                .findRequirement(verdict.requirement())
                .map(requirement -> unit(requirement.measure()))
                .orElse("");
        return unit.isEmpty() ? number : number + " " + unit;
    }

    private String unit(Metric measure) {
        if (measure.id().startsWith("latency")) {
            return "ms";
        }
        return measure.id().endsWith("_per_1000") ? currency() : "";
    }

    /// The sign of the charter's money, such as `€`; empty where it names none.
    public String currency() {
        ErrorCosts costs = charter.design().costs();
        if (costs == null || costs.currency().isEmpty()) {
            return "";
        }
        try {
            return switch (costs.currency()) {
                case "EUR" -> "€";
                case "USD" -> "$";
                case "GBP" -> "£";
                default -> Currency.getInstance(costs.currency()).getCurrencyCode();
            };
        } catch (IllegalArgumentException _) {
            return costs.currency();
        }
    }

    /// Without zeros that say nothing: `.02`, `20`, `0`.
    private static String trimmed(double value) {
        String text = Says.number(value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "").transform(t -> t.isEmpty() ? "0" : t) : text;
    }

    /// `5 requirements, 2 alternatives without ML; every section signed (9fd73d)`
    ///
    /// @param unsigned what lacks a signature that holds, as words
    public String design(List<String> unsigned) {
        String signed = charter.design().stakeholders().isEmpty()
                ? "no stakeholder is named, so nobody signs"
                : unsigned.isEmpty() ? "every section signed" : "not signed: " + String.join(", ", unsigned);
        int alternatives = charter.design().problem().alternatives().size();
        int requirements = charter.design().requirements().size();
        return requirements + (requirements == 1 ? " requirement, " : " requirements, ") + alternatives
                + (alternatives == 1 ? " alternative" : " alternatives") + " without ML; " + signed + " ("
                + charter.version().brief() + ")";
    }

    /// A window as people call it: the month by its name, everything else as it is labelled.
    public static String window(String label) {
        if (!label.matches("\\d{4}-(0[1-9]|1[0-2])")) {
            return label;
        }
        YearMonth month = YearMonth.parse(label);
        return month.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH) + " " + month.getYear();
    }
}
