/// ONNX models: pipelines of trees, linear models and their preparation in plain Java, everything else in ONNX
/// Runtime on threads of its own.
@NullMarked
package dev.trefoil.inference.onnx;

import org.jspecify.annotations.NullMarked;
