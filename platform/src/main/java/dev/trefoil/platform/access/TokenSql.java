package dev.trefoil.platform.access;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of tokens.
final class TokenSql {
    private static final String COLUMNS = "id, name, kind, role, created_at, expires_at, revoked";

    private final Tx tx;

    TokenSql(Tx tx) {
        this.tx = tx;
    }

    void insert(Account account, Digest secret) {
        tx.update(
                "INSERT INTO token (" + COLUMNS + ", secret) VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
                account.id(),
                account.principal().name(),
                account.principal().kind(),
                account.role(),
                account.created(),
                account.expires(),
                secret);
    }

    Optional<Account> find(Digest secret) {
        return tx.find("SELECT " + COLUMNS + " FROM token WHERE secret = ?", TokenSql::account, secret);
    }

    List<Account> list() {
        return tx.query("SELECT " + COLUMNS + " FROM token ORDER BY created_at DESC, id", TokenSql::account);
    }

    Map<Digest, Account> bySecret() {
        Map<Digest, Account> accounts = new HashMap<>();
        tx.query(
                        "SELECT " + COLUMNS + ", secret FROM token WHERE revoked = 0",
                        row -> Map.entry(new Digest(row.text("secret")), account(row)))
                .forEach(entry -> accounts.put(entry.getKey(), entry.getValue()));
        return accounts;
    }

    boolean revoke(String id) {
        return tx.update("UPDATE token SET revoked = 1 WHERE id = ?", id) == 1;
    }

    private static Account account(Row row) {
        return new Account(
                row.text("id"),
                new Principal(row.text("name"), Principal.Kind.valueOf(row.text("kind"))),
                Role.valueOf(row.text("role")),
                row.instant("created_at"),
                row.findInstant("expires_at").orElse(null),
                row.flag("revoked"));
    }
}
