package dev.trefoil.verify;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

/// The languages spoken over HTTP; each is an adapter of its own.
final class Dialects implements SliceAssignment {
    private static final List<String> PACKAGES = List.of(
            "dev.trefoil.server.api", "dev.trefoil.server.mlflow", "dev.trefoil.server.ui", "dev.trefoil.gateway.oip");

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        return PACKAGES.stream()
                .filter(name -> type.getPackageName().equals(name)
                        || type.getPackageName().startsWith(name + "."))
                .findFirst()
                .map(SliceIdentifier::of)
                .orElse(SliceIdentifier.ignore());
    }

    @Override
    public String getDescription() {
        return "dialects of HTTP";
    }
}
