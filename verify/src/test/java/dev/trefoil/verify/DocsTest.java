package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the docs say is so: the types, files, links and commands that they name exist.
class DocsTest {
    private static final Pattern TYPE = Pattern.compile("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.#(][^`]*)?`");
    private static final Pattern PATH = Pattern.compile("`([a-z.][a-zA-Z0-9_.-]*/[a-zA-Z0-9_./-]+)`");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern COMMAND = Pattern.compile("\\./trefoil +([a-z][a-z-]*)");
    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|record|interface|enum) +([A-Z][A-Za-z0-9]*)\\b");

    @Test
    void everyTypeNamedExists() throws IOException {
        Set<String> known = ourTypes();
        known.addAll(typesOfTheJdk());
        known.addAll(words("names-elsewhere.txt"));
        Set<String> unknown = new TreeSet<>();
        for (Path page : pages()) {
            if (!page.endsWith("CHANGELOG.md")) {
                matches(TYPE, prose(page))
                        .filter(found -> !known.contains(found.group(1)))
                        .forEach(found -> unknown.add(Checkout.relative(page) + ": `" + found.group(1) + "`"));
            }
        }
        assertThat(unknown)
                .as("rename it in the docs; a name that is not a type of ours goes into names-elsewhere.txt")
                .isEmpty();
    }

    @Test
    void everyFileNamedExists() {
        Set<String> roots = new HashSet<>(Checkout.modules());
        roots.addAll(List.of("docs", "examples", "deploy", ".ci"));
        Set<String> missing = new TreeSet<>();
        for (Path page : pages()) {
            matches(PATH, prose(page))
                    .map(found -> found.group(1))
                    .filter(path -> roots.contains(path.substring(0, path.indexOf('/'))) && !path.contains("/target/"))
                    .filter(path -> !Files.exists(Checkout.ROOT.resolve(path)))
                    .forEach(path -> missing.add(Checkout.relative(page) + ": `" + path + "`"));
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void everyLinkLeadsSomewhere() {
        Set<String> broken = new TreeSet<>();
        for (Path page : pages()) {
            matches(LINK, prose(page))
                    .map(found -> found.group(1))
                    .filter(target -> !target.matches("[a-z]+:.*") && !resolves(page, target))
                    .forEach(target -> broken.add(Checkout.relative(page) + ": " + target));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageIsLinkedFromAnother() {
        Set<Path> linked = new HashSet<>();
        for (Path page : pages()) {
            matches(LINK, prose(page))
                    .map(found -> found.group(1).replaceFirst("#.*", ""))
                    .filter(target -> !target.isEmpty() && !target.matches("[a-z]+:.*"))
                    .map(target -> page.resolveSibling(target).normalize())
                    .filter(target -> !target.equals(page))
                    .forEach(linked::add);
        }
        Set<String> lost = new TreeSet<>();
        pages().stream()
                .filter(page -> Checkout.relative(page).startsWith("docs/") && !linked.contains(page))
                .forEach(page -> lost.add(Checkout.relative(page)));
        assertThat(lost).isEmpty();
    }

    @Test
    void everyCommandNamedExists() {
        TreeMap<String, String> named = new TreeMap<>();
        for (Path page : pages()) {
            matches(COMMAND, Checkout.read(page))
                    .forEach(found -> named.putIfAbsent(found.group(1), Checkout.relative(page)));
        }
        named.keySet().removeAll(Set.of("test", "verify", "mvn", "help"));
        if (!named.isEmpty()) {
            String help = Program.run("help").out();
            named.keySet().removeIf(command -> help.matches("(?s).*(^|\\s)" + Pattern.quote(command) + "([\\s,]|$).*"));
        }
        assertThat(named)
                .as("commands in the docs that trefoil help does not list")
                .isEmpty();
    }

    private static List<Path> pages() {
        return Checkout.files(
                Checkout.ROOT, name -> name.matches("[A-Z]+\\.md|docs/.*\\.md|examples/[^/]+/[A-Z]+\\.md"));
    }

    /// The page without its code blocks.
    private static String prose(Path page) {
        return Pattern.compile("^```.*?^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Checkout.read(page))
                .replaceAll("");
    }

    private static Stream<MatchResult> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static boolean resolves(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1 || !Files.isRegularFile(file) || anchors(file).contains(parts[1]);
    }

    private static List<String> anchors(Path page) {
        List<String> anchors = new ArrayList<>();
        prose(page)
                .lines()
                .filter(line -> line.matches("#+ .*"))
                .forEach(line -> anchors.add(line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-')));
        return anchors;
    }

    private static Set<String> ourTypes() {
        Set<String> types = new HashSet<>();
        Stream.concat(Checkout.java("main").stream(), Checkout.java("test").stream())
                .forEach(file -> matches(DECLARED, Checkout.read(file)).forEach(found -> types.add(found.group(1))));
        return types;
    }

    private static Set<String> typesOfTheJdk() throws IOException {
        Set<String> types = new HashSet<>();
        Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java");
        try (Stream<Path> files = Files.walk(base)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .forEach(name -> types.add(name.replace(".class", "").replaceFirst(".*\\$", "")));
        }
        return types;
    }

    private static Set<String> words(String resource) {
        Set<String> words = new HashSet<>();
        Checkout.read(Checkout.ROOT.resolve("verify/src/test/resources/" + resource))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> words.add(line.strip().split("\\s")[0]));
        return words;
    }
}
