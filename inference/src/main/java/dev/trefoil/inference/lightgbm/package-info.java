/// LightGBM text models, versions 3 and 4: reading, every objective, the same bits as the library.
@NullMarked
package dev.trefoil.inference.lightgbm;

import org.jspecify.annotations.NullMarked;
