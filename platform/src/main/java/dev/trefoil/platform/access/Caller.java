package dev.trefoil.platform.access;

import dev.trefoil.platform.PlatformException;
import java.util.Arrays;
import java.util.Locale;

/// Who asks, and what they may do.
public record Caller(Principal principal, Role role) {
    /// Somebody at this machine.
    public static final Caller OWNER = new Caller(new Principal("local-owner", Principal.Kind.LOCAL_OWNER), Role.OWNER);

    /// @param what is asked for, such as `POST /api/v1/trips`
    /// @throws PlatformException FORBIDDEN that names the roles that may
    public void require(Permission permission, String what) {
        if (role.may(permission)) {
            return;
        }
        String needed = Arrays.stream(Role.values())
                .filter(one -> one.may(permission))
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElseThrow();
        throw new PlatformException(
                PlatformException.Kind.FORBIDDEN,
                what,
                "This needs the role " + needed + " or a higher one (permission "
                        + permission.name().toLowerCase(Locale.ROOT) + "); '" + principal.name() + "' has the role "
                        + role.name().toLowerCase(Locale.ROOT) + ".");
    }
}
