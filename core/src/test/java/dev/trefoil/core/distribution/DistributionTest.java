package dev.trefoil.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Values of scipy 1.17.1.
final class DistributionTest {
    @Test
    void tailsAndQuantilesEqualTheReference() {
        near(Normal.upper(8), 6.22096057427174e-16);
        near(Normal.quantile(1e-10), -6.361340902404056);
        near(Normal.quantile(0.975), 1.959963984540054);
        near(StudentT.upper(2.5, 3), 0.04385332350403278);
        near(StudentT.quantile(0.975, 4), 2.7764451051977934);
        near(StudentT.quantile(0.999, 1), 318.30883898555015);
        near(ChiSquare.upper(50, 10), 2.669083424904495e-07);
        near(ChiSquare.upper(1000, 800), 1.6472192644087128e-06);
        near(FisherF.upper(3.2, 4, 17), 0.03940257036466549);
        near(Beta.quantile(0.025, 3, 9), 0.06021773417290665);
        near(Beta.lower(0.2, 2000, 8100), 0.6925701275793033);
        near(Gamma.logGamma(0.1), 2.252712651734206);
        near(Gamma.logGamma(123.4), 469.3360974421906);
        near(Gamma.logGamma(1e7), 151180949.36947393);
        near(Gamma.lower(2.5, 1.2), 0.20852587940567532);
        near(Binomial.lower(12, 40, 0.5), 0.008294501687487355);
        near(Kolmogorov.upper(1.3), 0.06809222184476636);
        near(Kolmogorov.upper(0.4), 0.9971923267772983);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 0.3, 0.664",
        "5, 0.12, 0.999987712",
        "10, 0.05, 1.0",
        "10, 0.08, 0.9999978058034054",
        "20, 0.15, 0.7044671549442872",
        "20, 0.6, 2.0483011649719853e-07",
        "100, 0.05, 0.9532159710635725",
        "100, 0.12, 0.1033037490181987",
        "100, 0.18, 0.0026300498454605607",
        "140, 0.17, 0.0005246108687519814",
        "1000, 0.01, 0.9999496745370611",
        "1000, 0.02, 0.8108971656895577",
        "1000, 0.045, 0.03378304014546085",
        "1000, 0.06, 0.001428597887952891",
        "20000, 0.005, 0.6974088406327613",
        "20000, 0.012, 0.006251252284121751",
        "200000, 0.001, 0.9881500208855729",
        "200000, 0.003, 0.0545369786611305",
        "200000, 0.0045, 0.0006052431453602938",
        "50, 0.019, 1.0",
    })
    void kolmogorovOfASampleEqualsTheReference(long n, double d, double expected) {
        assertThat(KolmogorovSample.upper(d, n)).isCloseTo(expected, within(1e-6 * expected));
    }

    private static void near(double value, double expected) {
        assertThat(value).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
    }
}
