package dev.trefoil.verify;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import dev.trefoil.inference.runtime.ModelRuntime;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may know whom.
class ArchitectureTest {
    @Test
    void modulesDependOnlyAlongTheArrows() {
        check(Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .withOptionalLayers(true)
                .layer("core")
                .definedBy("dev.trefoil.core..")
                .layer("table")
                .definedBy("dev.trefoil.table..")
                .layer("inference")
                .definedBy("dev.trefoil.inference..")
                .layer("training")
                .definedBy("dev.trefoil.training..")
                .layer("platform")
                .definedBy("dev.trefoil.platform..")
                .layer("gateway")
                .definedBy("dev.trefoil.gateway..")
                .layer("server")
                .definedBy("dev.trefoil.server..")
                .layer("cli")
                .definedBy("dev.trefoil.cli..")
                .layer("app")
                .definedBy("dev.trefoil.app..")
                .whereLayer("app")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("cli")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("app")
                .whereLayer("gateway")
                .mayOnlyBeAccessedByLayers("app", "server")
                .whereLayer("platform")
                .mayOnlyBeAccessedByLayers("app", "server")
                .whereLayer("training")
                .mayOnlyBeAccessedByLayers("app", "server", "platform")
                .whereLayer("table")
                .mayOnlyBeAccessedByLayers("app", "server", "platform", "cli", "training")
                .whereLayer("inference")
                .mayOnlyBeAccessedByLayers("app", "server", "platform", "cli", "training", "gateway"));
    }

    @Test
    void everyPackageBelongsToAModule() {
        check(classes()
                .should()
                .resideInAnyPackage(Checkout.modules().stream()
                        .map(module -> "dev.trefoil." + module + "..")
                        .toArray(String[]::new)));
    }

    @Test
    void packagesFormNoCycle() {
        check(slices().matching("dev.trefoil.(**)").should().beFreeOfCycles());
    }

    @Test
    void platformHasNoFeatureOutsideItsOrder() {
        Set<String> unlisted = new TreeSet<>();
        Trefoil.CLASSES.forEach(type -> {
            String[] parts = type.getPackageName().split("\\.");
            if (parts.length > 3 && parts[2].equals("platform") && !Trefoil.FEATURES.contains(parts[3])) {
                unlisted.add(type.getPackageName());
            }
        });
        assertThat(unlisted)
                .as("give the package its place in Trefoil.FEATURES and in ARCHITECTURE.md")
                .isEmpty();
    }

    static List<String> features() {
        return Trefoil.FEATURES;
    }

    @ParameterizedTest
    @MethodSource("features")
    void platformFeatureUsesOnlyThoseBeforeIt(String feature) {
        List<String> later = Trefoil.FEATURES.subList(Trefoil.FEATURES.indexOf(feature) + 1, Trefoil.FEATURES.size());
        if (!later.isEmpty()) {
            check(noClasses()
                    .that()
                    .resideInAPackage("dev.trefoil.platform." + feature + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later.stream()
                            .map(name -> "dev.trefoil.platform." + name + "..")
                            .toArray(String[]::new)));
        }
    }

    @Test
    void onlySqlClassesTheDatabaseAndTheTableSpeakJdbc() {
        check(noClasses()
                .that(not(resideInAnyPackage("dev.trefoil.platform.db..", "dev.trefoil.table.."))
                        .and(not(Trefoil.named("Sql"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql.."));
    }

    @Test
    void sqlClassesAreHiddenInTheirFeature() {
        check(classes()
                .that()
                .haveSimpleNameEndingWith("Sql")
                .and(not(resideInAnyPackage("dev.trefoil.table..", "dev.trefoil.core..", "dev.trefoil.platform.db..")))
                .should()
                .bePackagePrivate()
                .andShould()
                .notHaveModifier(JavaModifier.ABSTRACT)
                .andShould()
                .notBeInterfaces());
    }

    @Test
    void onlyServerGatewayAndTheCompositionRootSpeakHttp() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages("dev.trefoil.server..", "dev.trefoil.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "com.sun.net.httpserver.."));
    }

    @Test
    void onlyTheEdgesAndCodecsSpeakJson() {
        check(noClasses()
                .that(not(resideInAnyPackage(
                                "dev.trefoil.server..",
                                "dev.trefoil.cli..",
                                "dev.trefoil.gateway.protocol..",
                                "dev.trefoil.gateway.http.."))
                        .and(not(Trefoil.named("Codec"))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("tools.jackson..", "com.fasterxml.jackson.."));
    }

    @Test
    void dialectsDoNotKnowEachOther() {
        check(slices().assignedFrom(new Dialects()).should().notDependOnEachOther());
    }

    @Test
    void coreUsesOnlyTheLanguageAndItsSketches() {
        check(classes()
                .that()
                .resideInAPackage("dev.trefoil.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.trefoil.core..",
                        "java.lang",
                        "java.lang.annotation",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.lang.foreign",
                        "java.math",
                        "java.nio",
                        "java.nio.charset",
                        "java.security",
                        "java.text",
                        "java.time..",
                        "java.util",
                        "java.util.function",
                        "java.util.random",
                        "java.util.regex",
                        "java.util.stream",
                        "org.jspecify.annotations",
                        "org.apache.datasketches.."));
    }

    @Test
    void nativeLibrariesStayBehindTheirDoors() {
        check(onlyIn("ai.onnxruntime..", "dev.trefoil.inference.."));
        check(onlyIn("ml.dmlc..", "dev.trefoil.training.."));
        check(onlyIn("com.microsoft.ml.lightgbm..", "dev.trefoil.training.."));
        check(onlyIn("io.github.metarank..", "dev.trefoil.training.."));
        check(onlyIn("org.duckdb..", "dev.trefoil.table.."));
        check(onlyIn("org.sqlite..", "dev.trefoil.platform.db.."));
        check(onlyIn("org.postgresql..", "dev.trefoil.platform.db.."));
        check(onlyIn("com.zaxxer..", "dev.trefoil.platform.db.."));
    }

    /// The boosters' own libraries watch a fit while it runs, and hand over bytes. What scores afterwards, in every
    /// mode, is `inference`.
    @Test
    void fittedModelsScoreThroughInferenceAlone() {
        check(noClasses()
                .that(not(resideInAPackage("dev.trefoil.training.trainer..")))
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "the target is a booster's own prediction",
                        call -> call.getName().startsWith("predict")
                                && Stream.of("ml.dmlc.", "com.microsoft.ml.lightgbm", "io.github.metarank.")
                                        .anyMatch(call.getTargetOwner().getPackageName()::startsWith))));
        check(classes().that().implement(ModelRuntime.class).should().resideInAPackage("dev.trefoil.inference.."));
    }

    private static ArchRule onlyIn(String library, String home) {
        return noClasses()
                .that(not(resideInAPackage(home)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(Trefoil.CLASSES);
    }
}
