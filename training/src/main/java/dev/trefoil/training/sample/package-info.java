/// Which rows are learned from and which are held back, and what a row is to be judged by: targets, groups, folds.
@NullMarked
package dev.trefoil.training.sample;

import org.jspecify.annotations.NullMarked;
