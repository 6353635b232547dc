package dev.trefoil.core.random;

import java.util.BitSet;

/// Matsumoto and Nishimura's MT19937: the generator of Python's `random` and of numpy's `RandomState`. It is
/// here so that what those libraries draw can be drawn again from the same seed; anything else uses
/// `SplittableRandom`. Not safe for several threads.
public final class MersenneTwister {
    private static final int SIZE = 624;
    private static final int AHEAD = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    private MersenneTwister(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /// As `random.Random(seed)` of Python for a whole number of at least 0.
    public static MersenneTwister ofPython(long seed) {
        if (seed < 0) {
            throw new IllegalArgumentException("a seed is at least 0, not " + seed);
        }
        MersenneTwister twister = new MersenneTwister(19_650_218);
        int[] key = seed >>> 32 == 0 ? new int[] {(int) seed} : new int[] {(int) seed, (int) (seed >>> 32)};
        twister.mix(key);
        return twister;
    }

    /// As `numpy.random.RandomState(seed)` for a seed in [0, 2³²).
    public static MersenneTwister ofNumpy(long seed) {
        if (seed < 0 || seed >>> 32 != 0) {
            throw new IllegalArgumentException("a seed lies in [0, 2^32), not " + seed);
        }
        return new MersenneTwister((int) seed);
    }

    private void mix(int[] key) {
        int[] s = state;
        int i = 1;
        int j = 0;
        for (int k = Math.max(SIZE, key.length); k > 0; k--) {
            s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >>> 30)) * 1_664_525)) + key[j] + j;
            j = (j + 1) % key.length;
            if (++i >= SIZE) {
                s[0] = s[SIZE - 1];
                i = 1;
            }
        }
        for (int k = SIZE - 1; k > 0; k--) {
            s[i] = (s[i] ^ ((s[i - 1] ^ (s[i - 1] >>> 30)) * 1_566_083_941)) - i;
            if (++i >= SIZE) {
                s[0] = s[SIZE - 1];
                i = 1;
            }
        }
        s[0] = 0x80000000;
    }

    /// 32 random bits.
    public int nextInt() {
        if (next == SIZE) {
            twist();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /// Uniform in [0, 1) with 53 bits, `random()` of both libraries.
    public double nextDouble() {
        double high = nextInt() >>> 5;
        double low = nextInt() >>> 6;
        return (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0;
    }

    /// Uniform in [0, bound), as Python's `randrange(bound)`.
    public int nextBelow(int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("a bound is at least 1, not " + bound);
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        int drawn = nextInt() >>> (Integer.SIZE - bits);
        while (drawn >= bound || drawn < 0) {
            drawn = nextInt() >>> (Integer.SIZE - bits);
        }
        return drawn;
    }

    /// Different numbers of [0, of), in the order in which Python's `sample(range(of), into.length)` draws
    /// them.
    public void sample(int of, int[] into) {
        int wanted = into.length;
        if (wanted > of) {
            throw new IllegalArgumentException("there are no " + wanted + " different numbers below " + of);
        }
        if (of <= poolUpTo(wanted)) {
            int[] pool = new int[of];
            for (int i = 0; i < of; i++) {
                pool[i] = i;
            }
            for (int i = 0; i < wanted; i++) {
                int at = nextBelow(of - i);
                into[i] = pool[at];
                pool[at] = pool[of - i - 1];
            }
            return;
        }
        BitSet taken = new BitSet(of);
        for (int i = 0; i < wanted; i++) {
            int drawn = nextBelow(of);
            while (taken.get(drawn)) {
                drawn = nextBelow(of);
            }
            taken.set(drawn);
            into[i] = drawn;
        }
    }

    /// Python draws from a pool up to this size and remembers what was drawn above it, which draws other
    /// numbers.
    private static long poolUpTo(int wanted) {
        long size = 21;
        if (wanted > 5) {
            size += (long) Math.pow(4, Math.ceil(Math.log(wanted * 3.0) / Math.log(4)));
        }
        return size;
    }

    private void twist() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
            int twisted = state[(i + AHEAD) % SIZE] ^ (y >>> 1);
            state[i] = (y & 1) == 0 ? twisted : twisted ^ 0x9908b0df;
        }
        next = 0;
    }
}
