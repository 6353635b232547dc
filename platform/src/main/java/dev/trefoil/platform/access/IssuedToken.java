package dev.trefoil.platform.access;

/// A token at the one moment when its secret is known.
///
/// @param secret what the client sends; it is not stored
public record IssuedToken(Account account, String secret) {
    @Override
    public String toString() {
        return "IssuedToken[" + account + "]";
    }
}
