package dev.trefoil.platform.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.PlatformException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
    private final AddressGuard guard = new AddressGuard(false, Set.of("hooks.internal"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://[::1]/",
                "http://10.1.2.3/",
                "http://192.168.0.1/",
                "http://172.16.0.1/",
                "http://169.254.169.254/latest/meta-data",
                "http://100.64.0.1/",
                "http://0.0.0.0/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:10.0.0.1]/",
                "http://[fd00::1]/",
                "http://[fe80::1]/",
                "http://[64:ff9b::a00:1]/",
                "http://[::]/",
                "http://224.0.0.1/",
                "http://255.255.255.255/"
            })
    void aPrivateAddressIsRefused(String url) {
        assertThatThrownBy(() -> guard.require(url))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.kind()).isEqualTo(PlatformException.Kind.FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "file:///etc/passwd", "http://user:pw@8.8.8.8/", "http:///path", "https://a b/"})
    void whatIsNoWebAddressIsRefused(String url) {
        assertThatThrownBy(() -> guard.require(url)).hasMessageContaining("https://host/path");
    }

    @Test
    void publicAddressesAndAllowedHostsPass() {
        assertThat(guard.require("https://8.8.8.8/hook").getHost()).isEqualTo("8.8.8.8");
        assertThat(guard.require("https://[2606:4700::1111]/hook").getPort()).isEqualTo(-1);
        assertThat(guard.require("http://hooks.internal:8080/x").getPort()).isEqualTo(8080);
        assertThat(new AddressGuard(true, Set.of())
                        .require("http://127.0.0.1:1/")
                        .getPort())
                .isEqualTo(1);
    }
}
