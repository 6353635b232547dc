package dev.trefoil.platform.access;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// API tokens: `tft_`, 8 digits that name it, `_`, and 256 random bits in hexadecimal. Only the SHA-256 is
/// stored; with so many random bits nothing slower is needed.
public final class Tokens {
    private static final String SHAPE = "tft_[0-9a-f]{8}_[0-9a-f]{64}";

    private final Database database;
    private final InstantSource clock;
    private final SecureRandom random;

    public Tokens(Database database, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.clock = clock;
        this.random = random;
    }

    /// @param expires null for never
    public IssuedToken issue(Tx tx, Principal principal, Role role, @Nullable Instant expires) {
        String id = hex(4);
        String secret = "tft_" + id + "_" + hex(32);
        Account account =
                new Account(id, principal, role, clock.instant().truncatedTo(ChronoUnit.MICROS), expires, false);
        new TokenSql(tx).insert(account, Digest.of(secret));
        return new IssuedToken(account, secret);
    }

    /// Who acts with that secret; empty when it is unknown, revoked or expired.
    public Optional<Account> find(String secret) {
        if (!secret.matches(SHAPE)) {
            return Optional.empty();
        }
        Digest digest = Digest.of(secret);
        return database.read(tx -> new TokenSql(tx).find(digest)).filter(account -> account.valid(clock.instant()));
    }

    /// Those that may be used now, by the digests of their secrets.
    Map<Digest, Account> valid() {
        Map<Digest, Account> valid = database.read(tx -> new TokenSql(tx).bySecret());
        valid.values().removeIf(account -> !account.valid(clock.instant()));
        return valid;
    }

    /// Newest first, also those that are no longer valid.
    public List<Account> list() {
        return database.read(tx -> new TokenSql(tx).list());
    }

    /// @throws PlatformException NOT_FOUND when there is no such token
    public void revoke(Tx tx, String id) {
        if (!new TokenSql(tx).revoke(id)) {
            throw PlatformException.notFound("token", id);
        }
    }

    private String hex(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return HexFormat.of().formatHex(drawn);
    }
}
