package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Threads are started in few places, and each has a name. The places stand in `threads.txt` with their reason.
class ThreadsTest {
    private static final Set<String> STARTS = Set.of(
            "Thread.<init>", "Thread.ofPlatform", "Thread.ofVirtual", "Thread.startVirtualThread", "Timer.<init>");

    @Test
    void threadsStartOnlyInListedClasses() {
        Set<String> unlisted = starts().filter(call -> !listed().contains(owner(call)))
                .map(call -> owner(call) + " uses " + name(call) + "; list it with its reason in threads.txt")
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unlisted).isEmpty();
    }

    @Test
    void everyListedClassStartsThreads() {
        Set<String> starting = starts().map(ThreadsTest::owner).collect(Collectors.toSet());
        assertThat(starting).as("classes of threads.txt that start threads").containsAll(listed());
    }

    @Test
    void everyThreadHasAName() {
        Set<String> unnamed = starts().filter(call -> call.getName().startsWith("of"))
                .filter(call -> !names(call.getOrigin()))
                .map(call -> call.getOrigin().getFullName() + " starts a thread without a name")
                .collect(Collectors.toCollection(TreeSet::new));
        starts().filter(call ->
                        call.getName().startsWith("start") || call.getName().endsWith("Async"))
                .forEach(call -> unnamed.add(call.getOrigin().getFullName() + " cannot name its thread"));
        assertThat(unnamed).isEmpty();
    }

    private static java.util.stream.Stream<JavaAccess<?>> starts() {
        return Trefoil.CLASSES.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(call -> STARTS.contains(name(call)) || isExecutor(call) || usesTheCommonPool(call));
    }

    /// Whether it is an asynchronous call that does not say where to run.
    private static boolean usesTheCommonPool(JavaAccess<?> call) {
        return call.getTargetOwner().getName().equals("java.util.concurrent.CompletableFuture")
                && call.getName().matches("(supply|run)Async")
                && call.getTarget() instanceof AccessTarget.CodeUnitAccessTarget target
                && target.getRawParameterTypes().size() == 1;
    }

    private static boolean isExecutor(JavaAccess<?> call) {
        return call.getTargetOwner().getName().equals("java.util.concurrent.Executors")
                && call.getName().startsWith("new");
    }

    private static boolean names(JavaCodeUnit origin) {
        return origin.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getName().equals("name")
                        && call.getTargetOwner().getName().startsWith("java.lang.Thread$Builder"));
    }

    private static String name(JavaAccess<?> call) {
        return call.getTargetOwner().getSimpleName() + "." + call.getName();
    }

    private static String owner(JavaAccess<?> call) {
        return Trefoil.outermost(call.getOriginOwner()).getName();
    }

    private static Set<String> listed() {
        return Checkout.read(Checkout.ROOT.resolve("verify/src/test/resources/threads.txt"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s")[0])
                .collect(Collectors.toSet());
    }
}
