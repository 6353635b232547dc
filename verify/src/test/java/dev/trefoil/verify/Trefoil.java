package dev.trefoil.verify;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;

/// The program's compiled classes, read once for all rules.
final class Trefoil {
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/verify/"))
            .importPackages("dev.trefoil");

    /// Features of `platform`, each of which may use those before it.
    static final List<String> FEATURES = List.of(
            "db",
            "access",
            "event",
            "story",
            "artifact",
            "jobs",
            "project",
            "verdict",
            "tracking",
            "data",
            "registry",
            "lineage",
            "pipeline",
            "deployment",
            "prediction",
            "monitoring",
            "packaging");

    private Trefoil() {}

    /// Whether the class, or the one it is nested in, has a simple name that ends so.
    static DescribedPredicate<JavaClass> named(String suffix) {
        return DescribedPredicate.describe(
                "named *" + suffix, type -> outermost(type).getSimpleName().endsWith(suffix));
    }

    static JavaClass outermost(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
