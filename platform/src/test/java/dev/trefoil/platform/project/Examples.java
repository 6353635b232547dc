package dev.trefoil.platform.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Project files for tests.
final class Examples {
    /// The smallest file that says all that is worth saying.
    static final String SMALL = """
            trefoil: 1
            project: churn
            design:
              problem:
                decision: whom to call
                user: the desk
                unit: one customer
                today: nobody is called
                alternatives: [{id: never, when: "false"}]
              requirements:
                - {id: R1, measure: auc, at_least: 0.7}
            data:
              sources: {customers: data/customers.csv}
              label: {name: churned}
            """;

    private Examples() {}

    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Examples.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CharterReading.Resolved resolved(String text) {
        CharterReading reading = CharterParser.parse("trefoil.yaml", text);
        assertThat(reading).as(reading.toString()).isInstanceOf(CharterReading.Resolved.class);
        return (CharterReading.Resolved) reading;
    }

    static Charter charter(String text) {
        return resolved(text).charter();
    }

    /// The lines people see, errors and warnings.
    static List<String> lines(String text) {
        return switch (CharterParser.parse("trefoil.yaml", text)) {
            case CharterReading.Refused(List<Problem> problems) ->
                problems.stream().map(Problem::toString).toList();
            case CharterReading.Resolved resolved ->
                resolved.warnings().stream().map(Problem::toString).toList();
        };
    }
}
