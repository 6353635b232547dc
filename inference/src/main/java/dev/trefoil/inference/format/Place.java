package dev.trefoil.inference.format;

/// The path of names and indexes from the root of a document to where the reader is.
final class Place {
    private final String[] names = new String[Struct.MAX_DEPTH + 2];
    private final int[] indexes = new int[Struct.MAX_DEPTH + 2];
    private int depth;

    /// Goes one level down; false when that is too deep.
    boolean down() {
        if (depth >= Struct.MAX_DEPTH) {
            return false;
        }
        names[depth] = "";
        indexes[depth] = -1;
        depth++;
        return true;
    }

    void up() {
        depth--;
    }

    void name(String name) {
        names[depth - 1] = name.length() > 60 ? name.substring(0, 60) + "…" : name;
    }

    void index(int index) {
        indexes[depth - 1] = index;
    }

    @Override
    public String toString() {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            if (indexes[i] >= 0) {
                path.append('[').append(indexes[i]).append(']');
            } else if (!names[i].isEmpty()) {
                path.append(path.isEmpty() ? "" : ".").append(names[i]);
            }
        }
        return path.toString();
    }
}
