/// The program as a whole: [Main] is the one place that knows every module, and the only one that puts them
/// together.
@NullMarked
package dev.trefoil.app;

import org.jspecify.annotations.NullMarked;
