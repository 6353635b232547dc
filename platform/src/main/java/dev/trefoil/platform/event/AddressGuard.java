package dev.trefoil.platform.event;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;

/// Decides where outbound calls may go. Every address a name resolves to must be allowed; the JVM keeps the
/// resolution for 30 seconds, so the call that follows at once goes to an address that was looked at. Redirects
/// are not followed.
public final class AddressGuard {
    private final boolean loopback;
    private final Set<String> hosts;

    /// @param loopback whether this machine may be called
    /// @param hosts names that may be called whatever they resolve to
    public AddressGuard(boolean loopback, Set<String> hosts) {
        this.loopback = loopback;
        this.hosts = Set.copyOf(hosts);
    }

    /// @throws PlatformException INVALID for what is no address of a web server, FORBIDDEN for a private one,
    ///     UNAVAILABLE for a name that does not resolve
    public URI require(String url) {
        URI uri = parse(url);
        String host = uri.getHost();
        if (hosts.contains(host)) {
            return uri;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(bare(host))) {
                if (!allowed(address)) {
                    throw new PlatformException(
                            Kind.FORBIDDEN,
                            url,
                            host + " is a private address: name a public one, or allow this host in the settings.");
                }
            }
        } catch (UnknownHostException e) {
            throw new PlatformException(
                    Kind.UNAVAILABLE, url, "The host " + host + " is not known: check its name.", e);
        }
        return uri;
    }

    private boolean allowed(InetAddress address) {
        return switch (address) {
            case Inet4Address four -> allowed(four);
            case Inet6Address six -> allowed(six);
            default -> false;
        };
    }

    private boolean allowed(Inet4Address address) {
        if (address.isLoopbackAddress()) {
            return loopback;
        }
        byte[] b = address.getAddress();
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        boolean carrier = first == 100 && second >= 64 && second < 128;
        boolean special = first == 0 || first >= 224 || (first == 192 && second == 0 && (b[2] & 0xff) == 0);
        boolean bench = first == 198 && (second == 18 || second == 19);
        return !address.isSiteLocalAddress() && !address.isLinkLocalAddress() && !carrier && !special && !bench;
    }

    private boolean allowed(Inet6Address address) {
        if (address.isLoopbackAddress()) {
            return loopback;
        }
        byte[] b = address.getAddress();
        boolean uniqueLocal = (b[0] & 0xfe) == 0xfc;
        boolean embedsFour =
                address.isIPv4CompatibleAddress() || prefix(b, 0x00, 0x64, 0xff, 0x9b) || prefix(b, 0x20, 0x02);
        return !uniqueLocal
                && !embedsFour
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && !address.isAnyLocalAddress();
    }

    private static boolean prefix(byte[] address, int... bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if ((address[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static URI parse(String url) {
        try {
            URI uri = URI.create(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && url.length() <= 2_048) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new PlatformException(
                    Kind.INVALID, "webhook", "This is not a web address: give https://host/path.", e);
        }
        throw PlatformException.invalid("webhook", "This is not a web address: give https://host/path.");
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }
}
