package dev.trefoil.platform.access;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// The tokens of this server: issued and revoked with an audit record, and known without asking the database, so that
/// the thread that answers predictions never waits for it. A token that another server on the same database issued or
/// revoked is seen some seconds later.
public final class TokenBook {
    private static final long FRESH_NANOS = 5_000_000_000L;

    private final Database database;
    private final AuditLog audit;
    private final Tokens tokens;
    private final InstantSource clock;
    private final Executor background;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile Map<Digest, Account> known;
    private volatile long read;

    /// @param background reads the table again
    public TokenBook(Database database, AuditLog audit, Tokens tokens, InstantSource clock, Executor background) {
        this.database = database;
        this.audit = audit;
        this.tokens = tokens;
        this.clock = clock;
        this.background = background;
        this.known = tokens.valid();
        this.read = System.nanoTime();
    }

    /// Who acts with that secret; empty when it is unknown, revoked or expired. Never waits.
    public Optional<Caller> find(String secret) {
        if (System.nanoTime() - read > FRESH_NANOS && refreshing.compareAndSet(false, true)) {
            background.execute(() -> {
                try {
                    refresh();
                } finally {
                    refreshing.set(false);
                }
            });
        }
        return Optional.ofNullable(known.get(Digest.of(secret)))
                .filter(account -> account.valid(clock.instant()))
                .map(account -> new Caller(account.principal(), account.role()));
    }

    private void refresh() {
        known = tokens.valid();
        read = System.nanoTime();
    }

    /// Newest first, also those that are no longer valid.
    public java.util.List<Account> list() {
        return tokens.list();
    }

    /// @param caller must have every right that the new token has
    /// @param name who acts with it, as the audit log will call them
    public IssuedToken issue(Caller caller, String name, Role role, Optional<Instant> expires) {
        if (name.equals("administrator")) {
            throw PlatformException.invalid(
                    "token", "'administrator' is who acts with the file 'token' in the home: choose another name.");
        }
        for (Permission permission : Permission.values()) {
            if (role.may(permission)) {
                caller.require(permission, "token " + name);
            }
        }
        IssuedToken issued = database.write(tx -> {
            IssuedToken made = tokens.issue(tx, new Principal(name, Principal.Kind.TOKEN), role, expires.orElse(null));
            audit.append(
                    tx,
                    new AuditEntry(
                            caller.principal(),
                            "token.issue",
                            subject(made.account().id()),
                            "",
                            "{\"name\":\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"role\":\""
                                    + role.name().toLowerCase(Locale.ROOT) + "\"}",
                            ""));
            return made;
        });
        refresh();
        return issued;
    }

    /// @throws PlatformException NOT_FOUND when there is no such token
    public void revoke(Caller caller, String id, String why) {
        database.run(tx -> {
            tokens.revoke(tx, id);
            audit.append(
                    tx,
                    new AuditEntry(
                            caller.principal(),
                            "token.revoke",
                            subject(id),
                            "{\"revoked\":false}",
                            "{\"revoked\":true}",
                            why));
        });
        refresh();
    }

    private static AuditSubject subject(String id) {
        return new AuditSubject("", "token", id);
    }
}
