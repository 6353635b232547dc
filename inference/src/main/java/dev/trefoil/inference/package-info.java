/// The doors: a model file or folder in, predictions out; and a folder written by training, read everywhere.
@NullMarked
package dev.trefoil.inference;

import org.jspecify.annotations.NullMarked;
