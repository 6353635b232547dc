package dev.trefoil.inference.format;

import java.util.Arrays;

/// Arrays that grow as their elements arrive, so that a stated length is never allocated on trust.
public final class Growing {
    private Growing() {}

    public static final class Floats {
        private float[] values = new float[16];
        private int size;

        public void add(float value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
            values[size++] = value;
        }

        public int size() {
            return size;
        }

        public float[] array() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }

    public static final class Doubles {
        private double[] values = new double[16];
        private int size;

        public void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
            values[size++] = value;
        }

        public int size() {
            return size;
        }

        public double[] array() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }

    public static final class Ints {
        private int[] values = new int[16];
        private int size;

        public void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
            values[size++] = value;
        }

        public void set(int index, int value) {
            if (index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            values[index] = value;
        }

        public int at(int index) {
            if (index >= size) {
                throw new IndexOutOfBoundsException(index);
            }
            return values[index];
        }

        public int size() {
            return size;
        }

        public int[] array() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }

    public static final class Bytes {
        private byte[] values = new byte[16];
        private int size;

        public void add(byte value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, grown(size));
            }
            values[size++] = value;
        }

        public int size() {
            return size;
        }

        public byte[] array() {
            return size == values.length ? values : Arrays.copyOf(values, size);
        }
    }

    private static int grown(int size) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, size + (size >> 1) + 16L);
    }
}
