package dev.trefoil.platform.verdict;

import java.time.Instant;

/// A judgement as it is stored.
///
/// @param number counts up; of two judgements of the same thing the higher one holds
/// @param at when it was made
public record StoredJudgement(long number, Instant at, Judgement judgement) {}
