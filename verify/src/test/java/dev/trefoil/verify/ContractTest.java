package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A thing with several implementations is described by one contract test that each of them passes.
class ContractTest {
    private static final Map<String, String> SOURCES = testSources();

    @ParameterizedTest
    @ValueSource(strings = {"ArtifactStore", "ModelRuntime", "Trainer"})
    void everyImplementationPassesTheContract(String noun) {
        Set<String> without = new TreeSet<>();
        for (JavaClass type : implementations(noun)) {
            String name = type.getSimpleName();
            boolean tested = SOURCES.values().stream()
                    .anyMatch(text -> text.matches("(?s).*\\b(extends|implements) " + noun + "Contract\\b.*")
                            && text.matches("(?s).*\\b" + name + "\\b.*"));
            if (!tested) {
                without.add(type.getName() + " has no test that extends " + noun + "Contract");
            }
        }
        assertThat(without).isEmpty();
    }

    private static List<JavaClass> implementations(String noun) {
        return Trefoil.CLASSES.stream()
                .filter(type -> !type.isInterface()
                        && !type.isAnonymousClass()
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                        && type.getAllRawInterfaces().stream()
                                .anyMatch(parent -> parent.getSimpleName().equals(noun)
                                        && parent.getPackageName().startsWith("dev.trefoil")))
                .toList();
    }

    private static Map<String, String> testSources() {
        return Checkout.java("test").stream()
                .collect(java.util.stream.Collectors.toMap(Path::toString, Checkout::read));
    }
}
