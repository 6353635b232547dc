package dev.trefoil.inference.format;

import dev.trefoil.inference.runtime.ModelFormatException;

/// A document of objects, arrays and values, read once from front to back. Each call reads exactly one value and
/// throws a [ModelFormatException] with the path of the place when the value is of another kind.
///
/// Nesting is limited to [#MAX_DEPTH]; lengths are never believed before the bytes are there.
public interface Struct extends AutoCloseable {
    int MAX_DEPTH = 64;

    /// Reads an object; the handler is called with each name and must read (or skip) the value.
    void object(Member member);

    /// Reads an array; the handler is called once before each element and must read (or skip) it.
    void array(Element element);

    float[] floats();

    double[] doubles();

    int[] ints();

    /// A text; numbers and booleans are returned as they would be written.
    String text();

    /// Reads a value of any kind and forgets it.
    void skip();

    /// Checks that nothing follows the document.
    void end();

    /// The path of the value read last, for messages.
    String place();

    /// The exception for a problem at the present place.
    ModelFormatException bad(String problem);

    @Override
    void close();

    /// Receives the members of an object.
    @FunctionalInterface
    interface Member {
        void read(String name);
    }

    /// Receives the elements of an array.
    @FunctionalInterface
    interface Element {
        void read(int index);
    }
}
