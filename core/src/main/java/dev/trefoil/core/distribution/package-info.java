/// The distributions statistics are judged by: density, tail and quantile of the normal, Student, chi-square, F,
/// binomial, beta and Kolmogorov laws, accurate to 1e-12 where a double allows it.
@NullMarked
package dev.trefoil.core.distribution;

import org.jspecify.annotations.NullMarked;
