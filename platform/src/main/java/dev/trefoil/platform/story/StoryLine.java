package dev.trefoil.platform.story;

import java.time.Instant;

/// One thing that happened.
///
/// @param number 1, 2, 3, … within the project
/// @param at wall clock
/// @param event what kind of thing, such as `dataset` or `verdict`
/// @param says one sentence for people
/// @param values the numbers behind it, as a JSON object
public record StoryLine(
        String project, long number, Instant at, Station station, String event, String says, String values) {}
