package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What types, methods and fields are called, and how many of them there are.
class NamingTest {
    private static final Pattern SAYS_NOTHING =
            Pattern.compile(".*(Impl|Utils?|Helper|Manager|Base|Common|Misc|Data|Info)|(Abstract|Default)[A-Z].*");
    /// The one exception of each plane, which says of what kind it is, and the one that ends a command with its exit
    /// code.
    private static final Set<String> WITH_A_KIND = Set.of("PlatformException", "GatewayException", "CommandProblem");

    private static final int MOST_PUBLIC_METHODS = 12;

    @Test
    void noTypeHasANameThatSaysNothing() {
        assertThat(types().filter(type ->
                        SAYS_NOTHING.matcher(type.getSimpleName()).matches()))
                .extracting(JavaClass::getName)
                .isEmpty();
    }

    @Test
    void noMethodIsPrefixedWithGet() {
        List<String> getters = new ArrayList<>();
        types().flatMap(type -> type.getMethods().stream())
                .filter(method -> !isSynthetic(method.getModifiers()) && !isInherited(method))
                .filter(method -> method.getName().matches("get[A-Z].*"))
                .forEach(method -> getters.add(method.getFullName()));
        assertThat(getters).isEmpty();
    }

    @Test
    void noTypeHasMoreThanTwelvePublicMethods() {
        List<String> wide = new ArrayList<>();
        types().forEach(type -> {
            long count = type.getMethods().stream()
                    .filter(NamingTest::isDeclaredHere)
                    .map(JavaMethod::getName)
                    .distinct()
                    .count();
            if (count > MOST_PUBLIC_METHODS) {
                wide.add(type.getName() + ": " + count + " public methods; split it by noun");
            }
        });
        assertThat(wide).isEmpty();
    }

    @Test
    void noStaticFieldCanChange() {
        List<String> mutable = new ArrayList<>();
        types().flatMap(type -> type.getFields().stream())
                .filter(field ->
                        field.getModifiers().contains(JavaModifier.STATIC) && !isSynthetic(field.getModifiers()))
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL) || isMutable(field))
                .forEach(field -> mutable.add(field.getFullName()));
        assertThat(mutable).isEmpty();
    }

    @Test
    void nothingIsInjectedByAnnotation() {
        List<String> injected = new ArrayList<>();
        types().flatMap(type -> Stream.concat(
                        type.getDirectDependenciesFromSelf().stream()
                                .map(dependency -> dependency.getTargetClass().getName()),
                        Stream.empty()))
                .filter(name -> name.matches("(javax|jakarta)\\.(inject|annotation|enterprise)\\..*"))
                .forEach(injected::add);
        assertThat(injected).isEmpty();
    }

    private static Stream<JavaClass> types() {
        return Trefoil.CLASSES.stream()
                .filter(type ->
                        !type.isAnonymousClass() && !type.getSimpleName().equals("package-info"));
    }

    private static boolean isSynthetic(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.SYNTHETIC) || modifiers.contains(JavaModifier.BRIDGE);
    }

    /// A public method that this type brings: no component of a record, nothing that a supertype asks for.
    private static boolean isDeclaredHere(JavaMethod method) {
        JavaClass owner = method.getOwner();
        boolean component = owner.isRecord()
                && method.getRawParameterTypes().isEmpty()
                && owner.tryGetField(method.getName()).isPresent();
        boolean ofEnum = owner.isEnum() && Set.of("values", "valueOf").contains(method.getName());
        return method.getModifiers().contains(JavaModifier.PUBLIC)
                && !isSynthetic(method.getModifiers())
                && !component
                && !ofEnum
                && !isInherited(method);
    }

    private static boolean isInherited(JavaMethod method) {
        Set<String> objects = Set.of("equals", "hashCode", "toString");
        return objects.contains(method.getName())
                || Stream.concat(
                                method.getOwner().getAllRawSuperclasses().stream(),
                                method.getOwner().getAllRawInterfaces().stream())
                        .flatMap(parent -> parent.getMethods().stream())
                        .anyMatch(other -> other.getName().equals(method.getName())
                                && other.getRawParameterTypes().size()
                                        == method.getRawParameterTypes().size());
    }

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        boolean collection = type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class);
        return (collection && !type.isInterface())
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || type.isEquivalentTo(StringBuilder.class)
                || type.isEquivalentTo(ThreadLocal.class);
    }

    @Test
    void everyExceptionOfOursIsUncheckedAndOfAKnownKind() {
        Set<String> strange = types().filter(type -> type.isAssignableTo(Throwable.class))
                .filter(type -> !WITH_A_KIND.contains(type.getSimpleName()))
                .filter(type -> !type.isAssignableTo(IllegalArgumentException.class)
                        && !type.isAssignableTo(IllegalStateException.class)
                        && !type.isAssignableTo(java.io.UncheckedIOException.class))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
        assertThat(strange).isEmpty();
    }
}
