package dev.trefoil.platform.event;

import java.time.Instant;

/// Something that happened.
///
/// @param id 1, 2, 3, … in the order of the commits: whoever has seen an id has seen all below it
public record Event(long id, Instant at, EventDraft draft) {}
