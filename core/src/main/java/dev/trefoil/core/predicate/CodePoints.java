package dev.trefoil.core.predicate;

/// The order of texts by code point, which is the order of their UTF-8 bytes and thereby that of the databases.
final class CodePoints {
    private CodePoints() {}

    static int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                boolean mixed = Character.isSurrogate(left) != Character.isSurrogate(right);
                return mixed ? (Character.isSurrogate(left) ? 1 : -1) : Character.compare(left, right);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
