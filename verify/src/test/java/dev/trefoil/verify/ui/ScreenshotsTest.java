package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Pictures of all pages, to be looked at: in `target/screenshots`, or where `-Dtrefoil.screenshots` says, of the
/// server that `-Dtrefoil.ui.url` names when it is given.
@Tag("browser")
class ScreenshotsTest {
    @Test
    void eachPageIsPhotographed() {
        Path folder = Path.of(System.getProperty("trefoil.screenshots", "target/screenshots"));
        String url = System.getProperty("trefoil.ui.url", "");
        Screenshots.main(
                url.isEmpty()
                        ? new String[] {folder.toString()}
                        : new String[] {
                            folder.toString(),
                            "--url=" + url,
                            "projects",
                            "loop",
                            "charter",
                            "data",
                            "runs",
                            "models",
                            "endpoint",
                            "alerts",
                            "lineage",
                            "audit"
                        });
        assertThat(folder.resolve("loop-1360-light.png")).isNotEmptyFile();
    }
}
