package dev.trefoil.verify.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Every line for the terminal that a page offers is one that the program takes.
class CommandsTest {
    private static final Path PAGES = Chrome.CHECKOUT.resolve("server/src/main/resources/ui");
    private static final Pattern LINE = Pattern.compile("\\./trefoil ([a-z][^'`]*)");

    private static Map<String, Class<?>> commands() {
        Map<String, Class<?>> commands = new TreeMap<>();
        for (JavaClass found : new ClassFileImporter().importPackages("dev.trefoil.cli")) {
            CommandLine.Command command = found.reflect().getAnnotation(CommandLine.Command.class);
            if (command != null) {
                commands.put(command.name(), found.reflect());
            }
        }
        return commands;
    }

    private static <K> K make(Class<K> type) {
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        try {
            return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(type.getName(), e);
        }
    }

    private static List<String> lines() throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(PAGES)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".js")).toList()) {
                Matcher matcher = LINE.matcher(Files.readString(file));
                while (matcher.find()) {
                    lines.add(matcher.group(1).replaceAll("\\$\\{[^}]*}+", "7").strip());
                }
            }
        }
        return lines;
    }

    @Test
    void eachIsTakenByTheProgram() throws IOException {
        Map<String, Class<?>> commands = commands();
        assertThat(commands).containsKeys("rollout", "status", "sign");
        List<String> lines = lines();
        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            List<String> words = List.of(line.split("\\s+"));
            assertThat(commands).as("./trefoil %s", line).containsKey(words.getFirst());
            CommandLine parser = new CommandLine(commands.get(words.getFirst()), CommandsTest::create);
            parser.parseArgs(words.subList(1, words.size()).toArray(String[]::new));
        }
    }

    private static <K> K create(Class<K> type) throws Exception {
        return type.getName().startsWith("dev.trefoil.")
                ? make(type)
                : CommandLine.defaultFactory().create(type);
    }
}
