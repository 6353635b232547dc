package dev.trefoil.platform.db;

import dev.trefoil.platform.PlatformException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Where the metadata lives.
public sealed interface DatabaseAddress {
    /// For people and logs: never holds a password.
    String says();

    /// A file, made with its folder when absent.
    record SqliteFile(Path file) implements DatabaseAddress {
        @Override
        public String says() {
            return file.toString();
        }
    }

    /// A PostgreSQL server.
    ///
    /// @param url JDBC address, such as `jdbc:postgresql://db.example/trefoil?currentSchema=trefoil`
    /// @param connections most connections held open at once
    record PostgresServer(String url, String user, String password, int connections) implements DatabaseAddress {
        @Override
        public String says() {
            int query = url.indexOf('?');
            return query < 0 ? url : url.substring(0, query);
        }

        @Override
        public String toString() {
            return "PostgresServer[" + says() + ", user=" + user + "]";
        }
    }

    /// Reads `postgresql://user:password@host:port/database?options`, a JDBC address, or else a file name.
    static DatabaseAddress parse(String text) {
        if (text.startsWith("jdbc:postgresql:")) {
            return new PostgresServer(text, "", "", 10);
        }
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            URI uri = uri(text);
            String account = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
            int colon = account.indexOf(':');
            String user = decode(colon < 0 ? account : account.substring(0, colon));
            String password = colon < 0 ? "" : decode(account.substring(colon + 1));
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
            String url = "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
            return new PostgresServer(url, user, password, 10);
        }
        if (text.contains("://")) {
            throw PlatformException.invalid(
                    "database",
                    "The database address '" + text.substring(0, text.indexOf("://"))
                            + "://…' is not known: give postgresql://user:password@host/database or a file name.");
        }
        return new SqliteFile(Path.of(text));
    }

    private static URI uri(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && uri.getRawPath() != null
                    && uri.getRawPath().length() > 1) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // the message below says the shape; the cause may hold the password
        }
        throw PlatformException.invalid(
                "database", "The database address must read postgresql://user:password@host/database.");
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
