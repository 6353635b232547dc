/// The one small predicate language of slices, rules, searches, alerts and policies.
@NullMarked
package dev.trefoil.core.predicate;

import org.jspecify.annotations.NullMarked;
