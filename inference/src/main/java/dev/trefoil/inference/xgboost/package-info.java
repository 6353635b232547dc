/// XGBoost models, JSON and UBJ, versions 1.7 to 3.2: reading, every objective, the same bits as the library.
@NullMarked
package dev.trefoil.inference.xgboost;

import org.jspecify.annotations.NullMarked;
