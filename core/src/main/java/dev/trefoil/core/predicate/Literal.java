package dev.trefoil.core.predicate;

import java.math.BigDecimal;

/// A value written in a predicate.
public sealed interface Literal extends Operand {
    /// `'…'`; a quote inside is doubled. Times are written as text too.
    record Text(String value) implements Literal {
        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// A decimal number, held exactly; equal numbers are equal literals (`1.50` is `1.5`). Its scale is within
    /// ±1000.
    record Numeral(BigDecimal value) implements Literal {
        public Numeral {
            if (Math.abs((long) value.scale()) > 1000) {
                throw new IllegalArgumentException("a number with an exponent beyond 1000");
            }
            value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        }

        /// Whether it is a whole number that a `long` holds.
        public boolean whole() {
            return value.scale() <= 0
                    && value.precision() - value.scale() <= 19
                    && value.toBigInteger().bitLength() < 64;
        }

        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    /// `true` or `false`.
    record Bool(boolean value) implements Literal {
        @Override
        public String toString() {
            return PredicateText.of(this);
        }
    }

    static Literal of(String text) {
        return new Text(text);
    }

    /// A finite number; infinities and NaN are an [IllegalArgumentException].
    static Literal of(double number) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("a predicate cannot say " + number);
        }
        return new Numeral(BigDecimal.valueOf(number));
    }

    static Literal of(long number) {
        return new Numeral(BigDecimal.valueOf(number));
    }

    static Literal of(boolean value) {
        return new Bool(value);
    }
}
