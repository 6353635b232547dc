package dev.trefoil.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class TokensTest {
    private static final Principal CI = new Principal("ci", Principal.Kind.TOKEN);

    @Parameter
    Stores store;

    private final SettableClock clock = new SettableClock();
    private Database database;
    private Tokens tokens;

    @BeforeEach
    void open() {
        database = store.fresh();
        tokens = new Tokens(database, clock, new SecureRandom());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private IssuedToken issue(@Nullable Instant expires) {
        return database.write(tx -> tokens.issue(tx, CI, Role.DEVELOPER, expires));
    }

    @Test
    void aTokenSaysWhoActsUntilItIsRevoked() {
        IssuedToken issued = issue(null);
        assertThat(tokens.find(issued.secret())).hasValue(issued.account());
        assertThat(tokens.find(issue(null).secret())).isPresent();
        database.run(tx -> tokens.revoke(tx, issued.account().id()));
        assertThat(tokens.find(issued.secret())).isEmpty();
        assertThat(tokens.list()).hasSize(2);
        assertThatThrownBy(() -> database.run(tx -> tokens.revoke(tx, "none"))).hasMessageContaining("'none'");
    }

    @Test
    void anExpiredTokenIsNobody() {
        IssuedToken issued = issue(clock.instant().plusSeconds(60));
        clock.advance(Duration.ofSeconds(59));
        assertThat(tokens.find(issued.secret())).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.find(issued.secret())).isEmpty();
    }

    @Test
    void aSecretIsNeitherGuessedNorStoredNorPrinted() {
        IssuedToken issued = issue(null);
        assertThat(tokens.find("")).isEmpty();
        assertThat(tokens.find("tft_x' OR 1=1")).isEmpty();
        assertThat(tokens.find(issued.secret().replace(issued.secret().charAt(20), 'z')))
                .isEmpty();
        assertThat(issued.toString()).doesNotContain(issued.secret());
        assertThat(database.<Long>read(tx -> tx.count("SELECT count(*) FROM token WHERE secret = ?", issued.secret())))
                .isZero();
    }

    @Test
    void rolesMayWhatTheySay() {
        assertThat(Role.CALLER.may(Permission.READ)).isFalse();
        assertThat(Role.CALLER.may(Permission.PREDICT)).isTrue();
        assertThat(Role.DEVELOPER.may(Permission.RELEASE)).isFalse();
        assertThat(Role.RELEASER.may(Permission.RELEASE)).isTrue();
        assertThat(Role.ADMINISTRATOR.may(Permission.EXECUTE)).isFalse();
        assertThat(Role.OWNER.may(Permission.EXECUTE)).isTrue();
    }
}
