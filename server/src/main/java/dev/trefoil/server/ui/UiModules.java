package dev.trefoil.server.ui;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The modules that can be reached from the UI's first one, found by following their imports; those of libraries
/// lie in the libraries' own archives.
final class UiModules {
    private static final Pattern IMPORT = Pattern.compile(
            "(?<![.\\w$])(?:(?:import|export)\\s*(?:[\\w$*\\s{},]+?\\s*from\\s*)?|import\\s*(\\()\\s*)[\"']([^\"'\\n]+)[\"']");

    /// A module.
    ///
    /// @param imports specifier as written → path; the ones needed before it runs, and the ones loaded later
    record Module(UiFile file, Map<String, String> imports, Set<String> later) {
        String path() {
            return file.path();
        }
    }

    private final Map<String, String> libraries;
    private final Map<String, Module> modules = new LinkedHashMap<>();
    private final Map<String, String> bare = new TreeMap<>();

    private UiModules(Map<String, String> libraries) {
        this.libraries = libraries;
    }

    /// Follows the imports of the module at this path.
    static UiModules from(String first) {
        UiModules found = new UiModules(libraries());
        Deque<String> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            String path = open.removeFirst();
            if (!found.modules.containsKey(path)) {
                Module module = found.read(path);
                found.modules.put(path, module);
                open.addAll(module.imports().values());
            }
        }
        return found;
    }

    List<Module> all() {
        return List.copyOf(modules.values());
    }

    /// Specifiers that are names, such as `lit`, and the paths they stand for.
    Map<String, String> named() {
        return Collections.unmodifiableMap(bare);
    }

    /// The modules at these paths and all that they need, in the order in which they run.
    List<Module> inOrder(List<String> paths) {
        Map<String, Module> done = new LinkedHashMap<>();
        paths.forEach(path -> visit(path, done, new LinkedHashSet<>()));
        return List.copyOf(done.values());
    }

    private void visit(String path, Map<String, Module> done, Set<String> under) {
        Module module = modules.get(path);
        if (module == null || done.containsKey(path)) {
            return;
        }
        if (!under.add(path)) {
            throw new IllegalStateException("modules import each other in a circle: " + under);
        }
        module.imports().values().stream()
                .filter(target -> !module.later().contains(target))
                .forEach(target -> visit(target, done, under));
        under.remove(path);
        done.put(path, module);
    }

    private Module read(String path) {
        byte[] content = resource(path);
        Map<String, String> imports = new LinkedHashMap<>();
        Set<String> later = new LinkedHashSet<>();
        if (!path.contains(".min.")) {
            Matcher found = IMPORT.matcher(new String(content, StandardCharsets.UTF_8));
            while (found.find()) {
                String target = resolve(found.group(2), path);
                if (target != null) {
                    imports.put(found.group(2), target);
                    if (found.group(1) != null) {
                        later.add(target);
                    }
                }
            }
        }
        return new Module(new UiFile(path, content), imports, later);
    }

    /// The path a specifier stands for; null when it is no module, as in a text that looks like an import.
    private @Nullable String resolve(String specifier, String from) {
        if (specifier.startsWith("./") || specifier.startsWith("../")) {
            return URI.create(from).resolve(specifier).getPath();
        }
        String best = libraries.keySet().stream()
                .filter(key -> key.equals(specifier) || key.endsWith("/") && specifier.startsWith(key))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElse(null);
        if (best == null) {
            return null;
        }
        String path = libraries.get(best) + specifier.substring(best.length());
        bare.put(specifier, path);
        return path;
    }

    /// What the archives on the class path offer: name or prefix → path.
    private static Map<String, String> libraries() {
        Map<String, String> libraries = new LinkedHashMap<>();
        JsonMapper json = JsonMapper.shared();
        try {
            List<URL> maps = Collections.list(loader().getResources("META-INF/importmap.json"));
            for (URL map : maps) {
                try (InputStream in = map.openStream()) {
                    JsonNode imports = json.readTree(in.readAllBytes()).path("imports");
                    new ArrayList<>(imports.propertyNames())
                            .forEach(name ->
                                    libraries.put(name, imports.path(name).asString()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return libraries;
    }

    /// The content of the file at a path: `/ui/…` is ours, `/_static/…` a library's.
    static byte[] resource(String path) {
        String name = path.startsWith("/_static/") ? "META-INF/resources" + path : path.substring(1);
        try (InputStream in = loader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the UI has no file " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClassLoader loader() {
        ClassLoader loader = UiModules.class.getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }
}
