package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every library that is shipped stands in `NOTICE` with a licence that lets us ship it.
class LicenceTest {
    /// SPDX names; a library under a choice (`A OR B`) needs one of them here.
    private static final Set<String> ALLOWED = Set.of(
            "Apache-2.0",
            "MIT",
            "BSD-2-Clause",
            "BSD-3-Clause",
            "0BSD",
            "EPL-2.0",
            "MPL-2.0",
            "ISC",
            "CC0-1.0",
            "MIT-0");

    @Test
    void noticeNamesExactlyTheLibrariesThatAreShipped() {
        Set<String> named = notice().keySet();
        Set<String> shipped = shipped();
        assertThat(difference(shipped, named)).as("shipped, not in NOTICE").isEmpty();
        assertThat(difference(named, shipped)).as("in NOTICE, not shipped").isEmpty();
    }

    @Test
    void everyLicenceMayBeShipped() {
        Map<String, String> refused = new TreeMap<>(notice());
        refused.values()
                .removeIf(
                        licence -> List.of(licence.split(" (OR|AND) ")).stream().anyMatch(ALLOWED::contains));
        assertThat(refused).isEmpty();
    }

    @Test
    void ourOwnLicenceIsApache() {
        assertThat(Checkout.read(Checkout.ROOT.resolve("LICENSE")))
                .contains("Apache License")
                .contains("Version 2.0, January 2004");
    }

    /// Library name (a jar's, without version and platform) to SPDX licence, from the table in `NOTICE`.
    private static Map<String, String> notice() {
        return Checkout.read(Checkout.ROOT.resolve("NOTICE"))
                .lines()
                .filter(line -> line.startsWith("  ") && line.strip().split("\\s{2,}").length >= 2)
                .map(line -> line.strip().split("\\s{2,}"))
                .collect(Collectors.toMap(columns -> columns[0], columns -> columns[1]));
    }

    private static Set<String> shipped() {
        Set<String> ours = Set.copyOf(Checkout.modules());
        try (Stream<java.nio.file.Path> jars = Files.list(Checkout.program().resolve("lib"))) {
            return jars.map(jar -> jar.getFileName().toString())
                    .map(name -> name.replaceFirst("-\\d+(\\.\\d+)*(-\\d+|\\.Final)?(-[a-z0-9_-]+)?\\.jar$", ""))
                    .filter(name -> !ours.contains(name))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> difference(Set<String> all, Set<String> without) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(without);
        return rest;
    }
}
