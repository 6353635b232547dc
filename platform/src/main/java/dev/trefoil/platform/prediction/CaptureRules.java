package dev.trefoil.platform.prediction;

import java.util.Set;

/// What the charter says about keeping requests.
///
/// @param exclude columns whose values are not kept
/// @param hash text columns of which only a salted hash is kept, so that equal values stay equal
public record CaptureRules(Set<String> exclude, Set<String> hash) {
    public static final CaptureRules KEEP_ALL = new CaptureRules(Set.of(), Set.of());

    public CaptureRules {
        exclude = Set.copyOf(exclude);
        hash = Set.copyOf(hash);
    }
}
