package dev.trefoil.server.ui;

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
    private static final String FIRST_PAGE = "/ui/pages/loop-page.js";
    private static final List<String> STYLES = List.of("/ui/style.css", "/ui/pages.css");
    private static final String EARLY = "/ui/early.js";
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
        Map<String, UiFile> byPath = new LinkedHashMap<>();
        modules.all().forEach(module -> byPath.put(module.path(), module.file()));
        STYLES.forEach(path -> byPath.put(path, new UiFile(path, UiModules.resource(path))));
        byPath.put(EARLY, new UiFile(EARLY, UiModules.resource(EARLY)));
        byPath.put(ICON, new UiFile(ICON, UiModules.resource(ICON)));

        Map<String, String> imports = new TreeMap<>();
        modules.all().forEach(module -> imports.put(module.path(), hashed(byPath, module.path())));
        modules.named().forEach((name, path) -> imports.put(name, hashed(byPath, path)));
        String importMap = JsonMapper.shared().writeValueAsString(Map.of("imports", imports));
        String preload = Stream.of(FIRST_MODULE, FIRST_PAGE)
                .flatMap(path -> modules.neededBy(path).stream())
                .distinct()
                .map(path -> "<link rel=\"modulepreload\" href=\"" + hashed(byPath, path) + "\">")
                .collect(Collectors.joining("\n"));
        String styles = STYLES.stream()
                .map(path -> "<link rel=\"stylesheet\" href=\"" + hashed(byPath, path) + "\">")
                .collect(Collectors.joining("\n"));
        String html = new String(UiModules.resource("/ui/index.html"), StandardCharsets.UTF_8)
                .replace("<!--icon-->", "<link rel=\"icon\" href=\"" + hashed(byPath, ICON) + "\">")
                .replace("<!--styles-->", "<script src=\"" + hashed(byPath, EARLY) + "\" async></script>\n" + styles)
                .replace("<!--imports-->", "<script type=\"importmap\">" + importMap + "</script>\n" + preload)
                .replace(
                        "<!--start-->",
                        "<script type=\"module\" src=\"" + hashed(byPath, FIRST_MODULE) + "\"></script>");

        Map<String, UiFile> served = new LinkedHashMap<>(byPath);
        byPath.values().forEach(file -> served.put(file.hashedPath(), file));
        String mapHash = Base64.getEncoder().encodeToString(UiFile.sha256(importMap.getBytes(StandardCharsets.UTF_8)));
        return new UiSite(new UiFile("/ui/index.html", html.getBytes(StandardCharsets.UTF_8)), policy(mapHash), served);
    }

    private static String hashed(Map<String, UiFile> files, String path) {
        UiFile file = files.get(path);
        if (file == null) {
            throw new IllegalStateException("the UI has no file " + path);
        }
        return file.hashedPath();
    }

    private static String policy(String importMapHash) {
        return "default-src 'none'; script-src 'self' 'sha256-" + importMapHash
                + "'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self';"
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
