package dev.trefoil.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Calls whose result depends on the machine, the moment or chance, and calls that are unsafe. A signature here is
/// `Type.method(ParameterTypes)` by simple names.
class ForbiddenCallsTest {
    /// What nobody calls, and what to call instead.
    private static final Map<String, String> EVERYWHERE = Map.ofEntries(
            Map.entry("Collections.shuffle(List)", "pass a generator"),
            Map.entry("Math.random()", "pass a generator"),
            Map.entry("Random.<init>()", "pass a seed"),
            Map.entry("SplittableRandom.<init>()", "pass a seed"),
            Map.entry("ThreadLocalRandom.current()", "pass a generator"),
            Map.entry("RandomGenerator.getDefault()", "name the algorithm and pass a seed"),
            Map.entry("String.getBytes()", "name the charset"),
            Map.entry("String.<init>(byte[])", "name the charset"),
            Map.entry("String.<init>(byte[], int, int)", "name the charset"),
            Map.entry("Charset.defaultCharset()", "name the charset"),
            Map.entry("FileReader.<init>(String)", "Files.newBufferedReader"),
            Map.entry("FileReader.<init>(File)", "Files.newBufferedReader"),
            Map.entry("FileWriter.<init>(String)", "Files.newBufferedWriter"),
            Map.entry("FileWriter.<init>(File)", "Files.newBufferedWriter"),
            Map.entry("InputStreamReader.<init>(InputStream)", "name the charset"),
            Map.entry("OutputStreamWriter.<init>(OutputStream)", "name the charset"),
            Map.entry("Scanner.<init>(InputStream)", "name the charset"),
            Map.entry("String.toLowerCase()", "Locale.ROOT"),
            Map.entry("String.toUpperCase()", "Locale.ROOT"),
            Map.entry("String.format(String, Object[])", "String.format(Locale.ROOT, …)"),
            Map.entry("String.formatted(Object[])", "String.format(Locale.ROOT, …)"),
            Map.entry("PrintStream.printf(String, Object[])", "printf(Locale.ROOT, …)"),
            Map.entry("PrintWriter.printf(String, Object[])", "printf(Locale.ROOT, …)"),
            Map.entry("Formatter.<init>()", "new Formatter(Locale.ROOT)"),
            Map.entry("Formatter.<init>(Appendable)", "new Formatter(appendable, Locale.ROOT)"),
            Map.entry("Locale.getDefault()", "Locale.ROOT"),
            Map.entry("NumberFormat.getInstance()", "pass a locale"),
            Map.entry("DecimalFormat.<init>(String)", "pass symbols"),
            Map.entry("DateTimeFormatter.ofPattern(String)", "pass a locale"),
            Map.entry("ZoneId.systemDefault()", "pass a zone"),
            Map.entry("TimeZone.getDefault()", "pass a zone"),
            Map.entry("Clock.systemDefaultZone()", "Clock.systemUTC()"),
            Map.entry("LocalDate.now()", "pass a Clock"),
            Map.entry("LocalDateTime.now()", "pass a Clock"),
            Map.entry("ZonedDateTime.now()", "pass a Clock"),
            Map.entry("ObjectInputStream.<init>(InputStream)", "nothing code-bearing is read"),
            Map.entry("ObjectOutputStream.<init>(OutputStream)", "nothing code-bearing is written"),
            Map.entry("InitialContext.<init>()", "no JNDI"),
            Map.entry("Throwable.printStackTrace()", "log it, or let it pass"),
            Map.entry("RuntimeException.<init>(String)", "throw an exception that says what is wrong"),
            Map.entry("RuntimeException.<init>(String, Throwable)", "throw an exception that says what is wrong"),
            Map.entry("RuntimeException.<init>(Throwable)", "throw an exception that says what is wrong"),
            Map.entry("Exception.<init>(String)", "throw an exception that says what is wrong"),
            Map.entry("Error.<init>(String)", "throw an exception that says what is wrong"));

    /// What `core` does not ask of the machine it runs on.
    private static final Set<String> NOT_IN_CORE = Set.of("System", "Runtime", "Thread", "Clock", "Executors");

    /// Calls of `System` that ask nothing of the machine.
    private static final Set<String> PURE = Set.of("arraycopy", "identityHashCode");

    @Test
    void nobodyCallsWhatDependsOnTheMachine() {
        Set<String> found = new TreeSet<>();
        calls(Trefoil.CLASSES.stream().toList(), call -> EVERYWHERE.containsKey(signature(call)))
                .forEach(call -> found.add(
                        place(call) + " calls " + signature(call) + "; instead: " + EVERYWHERE.get(signature(call))));
        assertThat(found).isEmpty();
    }

    @Test
    void coreAsksNothingOfTheMachine() {
        List<JavaClass> core = Trefoil.CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith("dev.trefoil.core"))
                .toList();
        Set<String> found = new TreeSet<>();
        calls(core, call -> asksTheMachine(call)).forEach(call -> found.add(place(call) + " uses " + signature(call)));
        assertThat(found).isEmpty();
    }

    private static boolean asksTheMachine(JavaAccess<?> call) {
        String owner = call.getTargetOwner().getSimpleName();
        return (NOT_IN_CORE.contains(owner) && !PURE.contains(call.getName()))
                || (call.getName().equals("now")
                        && call.getTargetOwner().getPackageName().equals("java.time"));
    }

    private static List<JavaAccess<?>> calls(List<JavaClass> types, Predicate<JavaAccess<?>> wanted) {
        return types.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(wanted)
                .filter(call -> !isChainToSuper(call))
                .collect(Collectors.toList());
    }

    /// Whether a constructor calls that of its own superclass, as every exception class does.
    private static boolean isChainToSuper(JavaAccess<?> call) {
        return call.getOrigin().getName().equals("<init>")
                && call.getName().equals("<init>")
                && call.getOriginOwner()
                        .getRawSuperclass()
                        .filter(call.getTargetOwner()::equals)
                        .isPresent();
    }

    private static String signature(JavaAccess<?> call) {
        String parameters = "";
        if (call.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget target) {
            parameters = target.getRawParameterTypes().stream()
                    .map(JavaClass::getSimpleName)
                    .collect(Collectors.joining(", ", "(", ")"));
        }
        return call.getTargetOwner().getSimpleName() + "." + call.getName() + parameters;
    }

    private static String place(JavaAccess<?> call) {
        JavaCodeUnit origin = call.getOrigin();
        return origin.getOwner().getName() + "." + origin.getName() + ":" + call.getLineNumber();
    }
}
