package dev.trefoil.platform.project;

import dev.trefoil.core.signature.Task;
import org.jspecify.annotations.Nullable;

/// What is predicted.
///
/// @param task null: found out from the values
/// @param positive the value that a probability is of, as text; null: found out
/// @param arrivesAfter how long after the row its truth is known
public record LabelSpec(
        String name, @Nullable Task task, @Nullable String positive, TimeSpan arrivesAfter) {}
