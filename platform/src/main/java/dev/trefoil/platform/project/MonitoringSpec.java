package dev.trefoil.platform.project;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// How a served model is watched.
///
/// @param window the length of the windows, end to end (see [TimeSpan#windowStart])
/// @param retrain null: never by itself
/// @param webhook where alerts are sent; null: nowhere
public record MonitoringSpec(
        TimeSpan window,
        @Nullable RetrainPolicy retrain,
        CaptureSpec capture,
        @Nullable URI webhook) {}
