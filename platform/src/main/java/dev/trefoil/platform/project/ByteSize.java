package dev.trefoil.platform.project;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes as a project file writes them: `10kB`, `50MB`, `1GB` in powers of 1,000, `KiB`, `MiB`, `GiB` in powers of
/// 1,024.
final class ByteSize {
    static final String EXAMPLES = "write it like 10kB, 50MB or 1GB";

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?) ?(B|[kKMGT]B|[KMGT]iB)");

    private ByteSize() {}

    static OptionalLong parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        String unit = form.group(2);
        int power = "BKMGT".indexOf(Character.toUpperCase(unit.charAt(0)));
        double factor = Math.pow(unit.endsWith("iB") ? 1_024 : 1_000, power);
        return OptionalLong.of(Math.round(Double.parseDouble(form.group(1)) * factor));
    }

    /// In the largest unit that is exact.
    static String text(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        long value = bytes;
        while (unit < units.length - 1 && value != 0 && value % 1_000 == 0) {
            value /= 1_000;
            unit++;
        }
        return value + units[unit];
    }
}
