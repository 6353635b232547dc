package dev.trefoil.platform.access;

import dev.trefoil.platform.PlatformException;

/// Who acts.
///
/// @param name user name, name of a token, or name of the part of the product that acts by itself
public record Principal(String name, Kind kind) {
    /// Where the name comes from.
    public enum Kind {
        /// Somebody at this machine, through the loopback address.
        LOCAL_OWNER,
        /// A person who signed in.
        USER,
        /// A program with a token.
        TOKEN,
        /// The product itself: a policy, the judge of a rollout, a schedule.
        SYSTEM
    }

    public Principal {
        if (name.isBlank() || name.length() > 250 || name.chars().anyMatch(Character::isISOControl)) {
            throw PlatformException.invalid("principal", "A name has 1 to 250 printable characters.");
        }
    }

    /// A part of the product that acts by itself, such as `retraining-policy`.
    public static Principal system(String part) {
        return new Principal(part, Kind.SYSTEM);
    }
}
