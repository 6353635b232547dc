package dev.trefoil.server.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.server.ui.UiModules.Module;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JoinedModulesTest {
    private static Module module(String path, String content, Map<String, String> imports, String... later) {
        return new Module(new UiFile(path, content.getBytes(StandardCharsets.UTF_8)), imports, Set.of(later));
    }

    private static String joined(Module... modules) {
        return text(new JoinedModules("/ui/first.js", List.of(modules)).file());
    }

    private static String text(UiFile file) {
        return new String(file.plain(), StandardCharsets.UTF_8);
    }

    @Test
    void aModuleIsAFunctionThatReturnsWhatItExports() {
        Module words = module("/ui/words.js", """
                export const one = '$1';
                export async function two() {}
                export class Three {}
                const inner = 4;
                export {inner as four, one as first};
                """, Map.of());
        Module all = module(
                "/ui/all.js",
                "/* licence */\nexport*from\"./words.js\";export{one as uno}from\"./words.js\";",
                Map.of("./words.js", "/ui/words.js"));
        Module app = module(
                "/ui/app.js",
                """
                import {two as zwei, Three} from './all.js';
                import './words.js';
                const load = () => import('./later.js');
                const known = () => import('./all.js');
                """,
                Map.of("./all.js", "/ui/all.js", "./words.js", "/ui/words.js", "./later.js", "/ui/later.js"));
        assertThat(joined(words, all, app)).isEqualTo("""
                // /ui/words.js
                const module$0 = (() => {
                const one = '$1';
                async function two() {}
                class Three {}
                const inner = 4;


                return {four: inner, first: one, one, two, Three};
                })();
                // /ui/all.js
                const module$1 = (() => {
                /* licence */

                return {...module$0, uno: module$0.one};
                })();
                // /ui/app.js
                const module$2 = (() => {
                const {two: zwei, Three} = module$1;

                const load = () => import('/ui/later.js');
                const known = () => Promise.resolve().then(() => module$1);

                return {};
                })();
                export {module$0, module$1, module$2};
                """);
    }

    @Test
    void aModuleOutsideImportsFromTheOneFile() {
        Module words = module("/ui/words.js", "export const one = 1;\n", Map.of());
        JoinedModules first = new JoinedModules("/ui/first.js", List.of(words));
        Module page = module(
                "/ui/page.js",
                "import {one} from './words.js';\nimport './part.js';\none();\n",
                Map.of("./words.js", "/ui/words.js", "./part.js", "/ui/part.js"));
        assertThat(text(first.outside(page)))
                .isEqualTo(
                        "import {module$0} from '/ui/first.js';\nconst {one} = module$0;\nimport './part.js';\none();\n");
        Module apart = module("/ui/part.js", "let x;\n", Map.of());
        assertThat(first.outside(apart)).isSameAs(apart.file());
        assertThat(first.contains(words)).isTrue();
        assertThat(first.contains(apart)).isFalse();
    }

    @Test
    void aFormThatItDoesNotUnderstandIsRefused() {
        for (String content : List.of(
                "export let changing = 1;",
                "export default 1;",
                "import all from './words.js';",
                "import * as all from './words.js';",
                "a();export let b;")) {
            assertThatThrownBy(() -> joined(
                            module("/ui/words.js", "", Map.of()),
                            module("/ui/app.js", content, Map.of("./words.js", "/ui/words.js"))))
                    .as(content)
                    .hasMessageContaining("/ui/app.js cannot be joined with others");
        }
        assertThatThrownBy(() ->
                        joined(module("/ui/app.js", "import './words.js';", Map.of("./words.js", "/ui/words.js"))))
                .hasMessage("/ui/app.js needs what is not joined: import './words.js';");
    }

    /// The browser's tests run it; this one fails first when a source takes a form that is not understood.
    @Test
    void theUisOwnModulesAreUnderstood() {
        UiSite site = UiSite.load();
        assertThat(text(site.file("/ui/first.js").orElseThrow()))
                .contains("class LoopPage", "LitElement:")
                .doesNotContain("\nimport ", "\nexport const", "\nexport function");
        assertThat(text(site.file("/ui/pages/runs-page.js").orElseThrow()))
                .startsWith("import {module$")
                .doesNotContain("from 'lit'", "from '../api.js'")
                .contains("import '../parts/run-grid.js'");
    }
}
