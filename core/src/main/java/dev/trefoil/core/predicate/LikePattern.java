package dev.trefoil.core.predicate;

/// A LIKE pattern: `%` stands for any text, `_` for one character (code point), nothing escapes them. Matching
/// takes at most pattern × text steps.
///
/// @param ignoreCase whether letters match whatever their case
record LikePattern(String pattern, boolean ignoreCase) {
    boolean matches(String text) {
        int p = 0;
        int t = 0;
        int afterPercent = -1;
        int retry = 0;
        while (t < text.length()) {
            int have = text.codePointAt(t);
            int want = p < pattern.length() ? pattern.codePointAt(p) : -1;
            if (want == '%') {
                afterPercent = ++p;
                retry = t;
            } else if (want == '_' || (want >= 0 && same(want, have))) {
                p += Character.charCount(want);
                t += Character.charCount(have);
            } else if (afterPercent >= 0) {
                p = afterPercent;
                retry += Character.charCount(text.codePointAt(retry));
                t = retry;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '%') {
            p++;
        }
        return p == pattern.length();
    }

    private boolean same(int a, int b) {
        return a == b || (ignoreCase && folded(a) == folded(b));
    }

    private static int folded(int codePoint) {
        return Character.toLowerCase(Character.toUpperCase(codePoint));
    }
}
