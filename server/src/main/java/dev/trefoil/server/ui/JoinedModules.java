package dev.trefoil.server.ui;

import dev.trefoil.server.ui.UiModules.Module;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The modules of the first view as one file, because a request costs a browser more than the bytes that it brings.
///
/// Each module becomes a function that returns what it exports; the functions run in the order in which a browser would
/// run the modules. Modules outside import from the one file, so that each module still exists once. Understood are the
/// forms that the UI's sources and Lit's use: imports of names or of nothing, exports of declarations (not of `let`,
/// whose
/// value may change), of lists, and of all that another module exports. Any other form is refused.
final class JoinedModules {
    private static final String STATEMENT = "(?<=^|[;}\\n/])";
    private static final Pattern IMPORT =
            Pattern.compile(STATEMENT + "import\\s*(?:\\{([^{}]*)}\\s*from\\s*)?[\"']([^\"'\\n]+)[\"'];?");
    private static final Pattern EXPORT_LIST =
            Pattern.compile(STATEMENT + "export\\s*\\{([^{}]*)}(?:\\s*from\\s*[\"']([^\"'\\n]+)[\"'])?;?");
    private static final Pattern EXPORT_ALL =
            Pattern.compile(STATEMENT + "export\\s*\\*\\s*from\\s*[\"']([^\"'\\n]+)[\"'];?");
    private static final Pattern EXPORT_DECLARED =
            Pattern.compile(STATEMENT + "export\\s+((?:(?:async\\s+)?function|const|class)\\s+([\\w$]+))");
    private static final Pattern LATER = Pattern.compile("(?<![.\\w$])import\\s*\\(\\s*[\"']([^\"'\\n]+)[\"']\\s*\\)");
    private static final Pattern OTHER = Pattern.compile(STATEMENT + "(?:import(?=[\\s{*\"'])|export\\b).{0,60}");
    private static final Pattern AS = Pattern.compile("\\s+as\\s+");

    private final String path;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final UiFile file;

    /// @param path where the file is served
    /// @param modules in the order in which they run
    JoinedModules(String path, List<Module> modules) {
        this.path = path;
        modules.forEach(module -> names.put(module.path(), "module$" + names.size()));
        String functions = modules.stream().map(this::function).collect(Collectors.joining());
        String exports = "export {" + String.join(", ", names.values()) + "};\n";
        this.file = new UiFile(path, (functions + exports).getBytes(StandardCharsets.UTF_8));
    }

    UiFile file() {
        return file;
    }

    boolean contains(Module module) {
        return names.containsKey(module.path());
    }

    /// A module outside, importing from the one file what is in it.
    UiFile outside(Module module) {
        if (module.imports().values().stream().noneMatch(names::containsKey)) {
            return module.file();
        }
        Set<String> used = new LinkedHashSet<>();
        String body = replaced(IMPORT, text(module), found -> {
            String name = names.get(module.imports().get(found.group(2)));
            if (name != null) {
                used.add(name);
            }
            return name == null ? found.group() : taken(found.group(1), name);
        });
        String from = "import {" + String.join(", ", used) + "} from '" + path + "';\n";
        return new UiFile(module.path(), (from + body).getBytes(StandardCharsets.UTF_8));
    }

    private String function(Module module) {
        List<String> exported = new ArrayList<>();
        String body = replaced(IMPORT, text(module), found -> taken(found.group(1), inside(module, found, 2)));
        body = replaced(EXPORT_ALL, body, found -> {
            exported.add("..." + inside(module, found, 1));
            return "";
        });
        body = replaced(EXPORT_LIST, body, found -> {
            String from = found.group(2) == null ? "" : inside(module, found, 2) + ".";
            pairs(found.group(1)).forEach(pair -> exported.add(pair.getLast() + ": " + from + pair.getFirst()));
            return "";
        });
        body = replaced(EXPORT_DECLARED, body, found -> {
            exported.add(found.group(2));
            return found.group(1);
        });
        body = replaced(LATER, body, found -> later(module, found));
        Matcher other = OTHER.matcher(body);
        if (other.find()) {
            throw new IllegalStateException(module.path() + " cannot be joined with others: " + other.group());
        }
        return "// " + module.path() + "\nconst " + names.get(module.path()) + " = (() => {\n" + body + "\nreturn {"
                + String.join(", ", exported) + "};\n})();\n";
    }

    /// The name of the module that a statement speaks of.
    private String inside(Module module, MatchResult statement, int group) {
        String name = names.get(module.imports().get(statement.group(group)));
        if (name == null) {
            throw new IllegalStateException(module.path() + " needs what is not joined: " + statement.group());
        }
        return name;
    }

    /// What loads a module when it is needed; its address is told from the file's place, not from the module's.
    private String later(Module module, MatchResult found) {
        String target = module.imports().get(found.group(1));
        if (target == null) {
            return found.group();
        }
        String name = names.get(target);
        return name == null ? "import('" + target + "')" : "Promise.resolve().then(() => " + name + ")";
    }

    private static String taken(@Nullable String list, String from) {
        if (list == null) {
            return "";
        }
        return "const {" + pairs(list).map(pair -> String.join(": ", pair)).collect(Collectors.joining(", ")) + "} = "
                + from + ";";
    }

    /// `a, b as c` as names of one or two parts.
    private static Stream<List<String>> pairs(String list) {
        return Stream.of(list.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(name -> List.of(AS.split(name)));
    }

    private static String replaced(Pattern pattern, String text, Function<MatchResult, String> with) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(with.apply(found)));
    }

    private static String text(Module module) {
        return new String(module.file().plain(), StandardCharsets.UTF_8);
    }
}
