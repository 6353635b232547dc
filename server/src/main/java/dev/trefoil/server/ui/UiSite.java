package dev.trefoil.server.ui;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/// Everything the UI consists of, ready to be sent: the page, its modules and styles.
///
/// The sources import each other by their plain names. An import map in the page turns these into names that carry a
/// hash of the content, so that a browser may keep every file for ever and never mixes two versions.
final class UiSite {
    static final String FIRST_MODULE = "/ui/app.js";
    private static final String FIRST = "/ui/first.js";
    private static final String FIRST_PAGE = "/ui/pages/loop-page.js";
    private static final String STYLE = "/ui/style.css";
    private static final List<String> STYLES = List.of(STYLE, "/ui/pages.css");
    private static final String ICON = "/ui/icon.svg";

    private final UiFile page;
    private final String policy;
    private final Map<String, UiFile> files;

    private UiSite(UiFile page, String policy, Map<String, UiFile> files) {
        this.page = page;
        this.policy = policy;
        this.files = files;
    }

    /// Reads and compresses all files.
    static UiSite load() {
        UiModules modules = UiModules.from(FIRST_MODULE);
        JoinedModules first = new JoinedModules(FIRST, modules.inOrder(List.of(FIRST_MODULE, FIRST_PAGE)));
        List<UiFile> scripts = Stream.concat(
                        Stream.of(first.file()),
                        modules.all().stream()
                                .filter(module -> !first.contains(module))
                                .map(first::outside))
                .toList();
        Map<String, UiFile> byPath = new LinkedHashMap<>();
        scripts.forEach(script -> byPath.put(script.path(), script));
        byPath.put(STYLE, new UiFile(STYLE, together(STYLES)));
        byPath.put(ICON, new UiFile(ICON, UiModules.resource(ICON)));

        Map<String, String> imports = new TreeMap<>();
        scripts.forEach(script -> imports.put(script.path(), script.hashedPath()));
        modules.named().forEach((name, path) -> {
            if (byPath.containsKey(path)) {
                imports.put(name, hashed(byPath, path));
            }
        });
        String importMap = JsonMapper.shared().writeValueAsString(Map.of("imports", imports));
        String early = new String(UiModules.resource("/ui/early.js"), StandardCharsets.UTF_8);
        String html = new String(UiModules.resource("/ui/index.html"), StandardCharsets.UTF_8)
                .replace("<!--early-->", "<script>" + early + "</script>")
                .replace("<!--icon-->", "<link rel=\"icon\" href=\"" + hashed(byPath, ICON) + "\">")
                .replace("<!--style-->", "<link rel=\"stylesheet\" href=\"" + hashed(byPath, STYLE) + "\">")
                .replace("<!--imports-->", "<script type=\"importmap\">" + importMap + "</script>")
                .replace("<!--start-->", "<script type=\"module\" src=\"" + hashed(byPath, FIRST) + "\"></script>");

        Map<String, UiFile> served = new LinkedHashMap<>(byPath);
        byPath.values().forEach(file -> served.put(file.hashedPath(), file));
        return new UiSite(
                new UiFile("/ui/index.html", html.getBytes(StandardCharsets.UTF_8)),
                policy(List.of(early, importMap)),
                served);
    }

    private static String hashed(Map<String, UiFile> files, String path) {
        UiFile file = files.get(path);
        if (file == null) {
            throw new IllegalStateException("the UI has no file " + path);
        }
        return file.hashedPath();
    }

    private static byte[] together(List<String> paths) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        paths.forEach(path -> all.writeBytes(UiModules.resource(path)));
        return all.toByteArray();
    }

    private static String policy(List<String> scriptsOfThePage) {
        String hashes = scriptsOfThePage.stream()
                .map(script -> UiFile.sha256(script.getBytes(StandardCharsets.UTF_8)))
                .map(hash -> " 'sha256-" + Base64.getEncoder().encodeToString(hash) + "'")
                .collect(Collectors.joining());
        return "default-src 'none'; script-src 'self'" + hashes
                + "; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self';"
                + " frame-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// The page that every address of the UI answers.
    UiFile page() {
        return page;
    }

    /// What the page may load and run: this server's files and nothing else.
    String policy() {
        return policy;
    }

    /// The file at an address, hashed or plain.
    Optional<UiFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }
}
