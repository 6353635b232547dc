package dev.trefoil.core.slice;

import dev.trefoil.core.hypothesis.MultipleTests;
import dev.trefoil.core.verdict.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Slices that nobody named, and which of them are more than chance. They are searched by [SliceLine] in one half
/// of the rows and tested in the other, because the best of thousands err much where they were found even if nothing
/// is wrong; and the same the other way round, so that a slice is not missed because its rows fell into the half
/// that was not searched. The tests of each way are corrected together, and doubled for the two ways. Slices of
/// nearly the same rows are reported once.
public final class SliceSearch {
    /// Share of common rows, of those in either, above which two slices are the same.
    private static final double SAME = 0.8;

    private static final int WAYS = 2;

    private final CodedRows rows;
    private final double[] errors;
    private final int @Nullable [] clusters;
    private final Settings settings;

    /// How to search.
    ///
    /// @param alpha weight of the error against the size, in (0, 1]
    /// @param minRows least rows of a slice, in both halves together
    /// @param top how many slices are tested each way, and shown
    /// @param maxTerms most predicates in a slice
    /// @param confidence of the intervals
    /// @param seed of the halves
    public record Settings(double alpha, int minRows, int top, int maxTerms, double confidence, long seed) {
        /// The weight of 0.99 lets slices of one row in a hundred be found; 0.05 of the confirmed are false at
        /// most.
        public static final Settings STANDARD = new Settings(0.99, 200, 10, 3, 0.95, 1);

        public Settings {
            if (minRows < 2 || !(confidence > 0 && confidence < 1)) {
                throw new IllegalArgumentException("a slice has two rows at least, and a confidence lies in (0, 1)");
            }
            new SliceLine.Settings(alpha, minRows, top, maxTerms);
        }

        SliceLine.Settings within(int least) {
            return new SliceLine.Settings(alpha, least, top, maxTerms);
        }
    }

    /// A slice that was found.
    ///
    /// @param traits numbers of its predicates, ascending
    /// @param rows all its rows, of both halves
    /// @param meanError mean error on them
    /// @param score SliceLine's score where it was searched
    /// @param excess mean error inside less that outside, where it was not searched; no interval where rows are few
    /// @param effect the excess in standard deviations (Slice Finder's φ); NaN where there is none
    /// @param p chance of such an excess if the slice errs no more than the rest; 1 where nobody can tell
    /// @param adjusted p corrected for the slices tested (Benjamini and Hochberg) and for the two ways
    public record Found(
            List<Integer> traits,
            BitSet rows,
            double meanError,
            double score,
            Estimate excess,
            double effect,
            double p,
            double adjusted) {}

    /// @param errors of each row, finite and at least 0
    /// @param clusters what the rows come in (days, persons); null where they are independent
    public SliceSearch(CodedRows rows, double[] errors, int @Nullable [] clusters, Settings settings) {
        if (errors.length != rows.rows() || (clusters != null && clusters.length != errors.length)) {
            throw new IllegalArgumentException("there is an error, and a cluster if any, for each row");
        }
        this.rows = rows;
        this.errors = errors;
        this.clusters = clusters;
        this.settings = settings;
    }

    /// The slices of either half, tested in the other; by score, highest first. Of one found both ways the clearer
    /// test counts.
    public List<Found> find() {
        BitSet half = half();
        BitSet other = (BitSet) half.clone();
        other.flip(0, errors.length);
        List<Found> found = new ArrayList<>(tested(half));
        for (Found one : tested(other)) {
            OptionalInt same = IntStream.range(0, found.size())
                    .filter(i -> overlap(one.rows(), found.get(i).rows()) > SAME)
                    .findFirst();
            if (same.isEmpty()) {
                found.add(one);
            } else if (one.adjusted() < found.get(same.getAsInt()).adjusted()) {
                found.set(same.getAsInt(), one);
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(Found::adjusted))
                .limit(settings.top())
                .sorted(Comparator.comparingDouble(Found::score).reversed())
                .toList();
    }

    private List<Found> tested(BitSet searched) {
        int[] positions = searched.stream().toArray();
        double[] known =
                Arrays.stream(positions).mapToDouble(row -> errors[row]).toArray();
        SliceLine line = new SliceLine(rows.pick(positions), known, settings.within(least()));
        HeldOut test = new HeldOut(errors, clusters, searched, settings.confidence());
        List<Found> found = new ArrayList<>();
        for (SliceLine.Finding finding : line.find()) {
            BitSet all = rows.matching(finding.traits());
            if (all.cardinality() >= settings.minRows()
                    && found.stream().noneMatch(other -> overlap(all, other.rows()) > SAME)) {
                found.add(test.judge(finding, all));
            }
        }
        double[] adjusted = MultipleTests.benjaminiHochberg(
                found.stream().mapToDouble(Found::p).toArray());
        return IntStream.range(0, adjusted.length)
                .mapToObj(i -> corrected(found.get(i), Math.min(1, WAYS * adjusted[i])))
                .toList();
    }

    /// The slices of all rows, as the paper lists them. Nothing is left to test them on: no excess, p is NaN.
    public List<Found> explore() {
        Estimate none = Estimate.none("slice-excess/no-interval:searched-in-the-same-rows");
        return new SliceLine(rows, errors, settings.within(settings.minRows()))
                .find().stream()
                        .map(f -> new Found(
                                f.traits(),
                                rows.matching(f.traits()),
                                f.meanError(),
                                f.score(),
                                none,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN))
                        .toList();
    }

    private static Found corrected(Found one, double adjusted) {
        return new Found(
                one.traits(), one.rows(), one.meanError(), one.score(), one.excess(), one.effect(), one.p(), adjusted);
    }

    /// Whether either half has the rows of half a slice of the least size: with fewer, nothing can be found or
    /// tested.
    public boolean searchable() {
        int searched = half().cardinality();
        return Math.min(searched, errors.length - searched) >= least();
    }

    private int least() {
        return Math.max(1, (settings.minRows() + 1) / 2);
    }

    /// A random half of the rows; of the clusters, exactly half where rows come in them, the odd one left to test
    /// on, because few clusters are soon too few.
    private BitSet half() {
        SplittableRandom random = new SplittableRandom(settings.seed());
        if (clusters == null) {
            BitSet chosen = new BitSet(errors.length);
            for (int row = 0; row < errors.length; row++) {
                chosen.set(row, random.nextBoolean());
            }
            return chosen;
        }
        int[] units = Arrays.stream(clusters).distinct().sorted().toArray();
        BitSet chosen = new BitSet();
        for (int i = 0; i < units.length / 2; i++) {
            int j = i + random.nextInt(units.length - i);
            chosen.set(units[j]);
            units[j] = units[i];
        }
        BitSet half = new BitSet(errors.length);
        for (int row = 0; row < errors.length; row++) {
            half.set(row, chosen.get(clusters[row]));
        }
        return half;
    }

    private static double overlap(BitSet a, BitSet b) {
        BitSet both = (BitSet) a.clone();
        both.and(b);
        double common = both.cardinality();
        return common / (a.cardinality() + b.cardinality() - common);
    }
}
