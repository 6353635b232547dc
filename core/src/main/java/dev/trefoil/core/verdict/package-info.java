/// What a judgement is: an estimate with its interval, a bound, and one of three outcomes.
@NullMarked
package dev.trefoil.core.verdict;

import org.jspecify.annotations.NullMarked;
