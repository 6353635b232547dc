package dev.trefoil.inference.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.ColumnSpec;
import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.StringColumn;
import dev.trefoil.inference.encoder.EncoderSpec.Family;
import dev.trefoil.inference.encoder.EncoderSpec.Kind;
import dev.trefoil.inference.encoder.EncoderSpec.Plan;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {
    private static ColumnBatch one(String name, Column column) {
        return new ColumnBatch(new Schema(List.of(new ColumnSpec(name, column.type()))), List.of(column));
    }

    private static ColumnBatch texts(String... values) {
        return one("c", new StringColumn(values));
    }

    private static double[] encoded(FeatureEncoder encoder, String... values) {
        return encoder.encode(texts(values));
    }

    private static FeatureEncoder fitted(Family family, Kind kind, String... values) {
        return FeatureEncoder.fit(texts(values), EncoderSpec.of(family, List.of(new Plan("c", kind))));
    }

    @Test
    void categoriesForTreesAreRanksWithOneNumberForRareAndUnseen() {
        FeatureEncoder encoder = fitted(Family.TREES, Kind.CATEGORY, "b", "a", "a", "b", "a", "rare", "c", "c", null);
        assertThat(encoded(encoder, "a", "b", "c", "rare", "never", null)).containsExactly(0, 1, 2, 3, 3, Double.NaN);
    }

    @Test
    void categoriesForLinearModelsAreOneNumberEach() {
        FeatureEncoder encoder = fitted(Family.LINEAR, Kind.CATEGORY, "a", "a", "b", "b", "x");
        assertThat(encoder.names()).containsExactly("c=a", "c=b", "c other", "c missing");
        assertThat(encoded(encoder, "b", "never", null)).containsExactly(0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);
    }

    @Test
    void thousandsOfCategoriesAreKeptByFrequency() {
        String[] values = new String[60_000];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = "v" + (int) (Math.abs(random.nextGaussian()) * 2000);
        }
        FeatureEncoder encoder = fitted(Family.TREES, Kind.CATEGORY, values);
        assertThat(((OrdinalStep) encoder.steps().getFirst()).categories()).hasSizeBetween(4000, 10_000);
        assertThat(encoder.width()).isEqualTo(1);
        FeatureEncoder narrow = fitted(Family.LINEAR, Kind.CATEGORY, values);
        assertThat(narrow.width()).isEqualTo(130);
    }

    @Test
    void numbersForLinearModelsAreStandardisedAndMissingIsTheMean() {
        ColumnBatch training = one("n", new NumberColumn(new double[] {1, 3, Double.NaN}));
        FeatureEncoder encoder =
                FeatureEncoder.fit(training, EncoderSpec.of(Family.LINEAR, List.of(new Plan("n", Kind.NUMBER))));
        assertThat(encoder.names()).containsExactly("n", "n missing");
        assertThat(encoder.encode(training)).containsExactly(-1, 0, 1, 0, 0, 1);
    }

    @Test
    void infiniteNumbersBecomeTheLargestFloat() {
        ColumnBatch rows = one(
                "n", new NumberColumn(new double[] {Double.POSITIVE_INFINITY, -1e300, Double.NaN, Double.MIN_VALUE}));
        FeatureEncoder encoder =
                FeatureEncoder.fit(rows, EncoderSpec.of(Family.TREES, List.of(new Plan("n", Kind.NUMBER))));
        assertThat(encoder.encode(rows))
                .containsExactly(Float.MAX_VALUE, -Float.MAX_VALUE, Double.NaN, Double.MIN_VALUE);
    }

    @Test
    void timesAreTakenApartFromTextsAndNumbersToo() {
        FeatureEncoder encoder = fitted(Family.TREES, Kind.TIME, "2013-03-01");
        assertThat(encoder.names()).containsExactly("c.year", "c.month", "c.day", "c.weekday", "c.hour", "c.days");
        assertThat(encoded(encoder, "2013-03-01 06:30:00")).containsExactly(2013, 3, 1, 5, 6.5, 15765.270833333334);
        assertThat(encoded(encoder, "2013-03-01T06:30:00+02:00")).containsExactly(2013, 3, 1, 5, 4.5, 15765.1875);
        assertThat(encoded(encoder, "soon")).containsOnly(Double.NaN);
        assertThat(encoder.encode(one("c", new NumberColumn(new double[] {86_400.0}))))
                .containsExactly(1970, 1, 2, 5, 0, 1);
    }

    @Test
    void textsAreWeightsOfWordsAndPairsOfLengthOne() {
        FeatureEncoder encoder =
                fitted(Family.TREES, Kind.TEXT, "Late again", "late again!", "never LATE, never early", null);
        assertThat(encoder.names())
                .contains("c~late", "c~again", "c~late again")
                .doesNotContain("c~early");
        double[] row = encoded(encoder, "late, again");
        double squares = 0;
        for (double x : row) {
            squares += x * x;
        }
        assertThat(squares).isBetween(1 - 1e-12, 1 + 1e-12);
        assertThat(encoded(encoder, "unheard words")).containsOnly(0);
    }

    @Test
    void theUsualEncodingFollowsTypeAndContent() {
        String[] codes = new String[400];
        String[] remarks = new String[400];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = "code " + i % 7;
            remarks[i] = "this is remark number " + i;
        }
        ColumnBatch batch = new ColumnBatch(
                new Schema(List.of(
                        new ColumnSpec("code", dev.trefoil.core.column.ColumnType.STRING),
                        new ColumnSpec("remark", dev.trefoil.core.column.ColumnType.STRING))),
                List.of(new StringColumn(codes), new StringColumn(remarks)));
        assertThat(EncoderSpec.infer(batch, Family.TREES).columns())
                .extracting(Plan::kind)
                .containsExactly(Kind.CATEGORY, Kind.TEXT);
    }
}
