package dev.trefoil.platform.project;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The words of a project file for the constants of an enum: `BLUE_GREEN` is `blue-green`; automation levels are upper
/// case as people write them.
final class Words {
    private Words() {}

    static String of(Enum<?> constant) {
        String name = constant.name();
        return name.matches("L\\d") ? name : name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static <E extends Enum<E>> List<String> all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
    }
}
