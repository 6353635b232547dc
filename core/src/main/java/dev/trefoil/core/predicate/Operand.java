package dev.trefoil.core.predicate;

/// What a field is compared with: another field or a literal.
public sealed interface Operand permits Field, Literal {}
