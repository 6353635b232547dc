package dev.trefoil.platform.db;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.PlatformException.Kind;
import java.sql.SQLException;

/// Turns what a driver throws into one sentence with the mend.
final class Faults {
    private final DatabaseAddress address;

    Faults(DatabaseAddress address) {
        this.address = address;
    }

    PlatformException translate(SQLException e) {
        return switch (address) {
            case DatabaseAddress.SqliteFile file -> sqlite(file, e);
            case DatabaseAddress.PostgresServer server -> postgres(server, e);
        };
    }

    /// Low byte of the result code, see the list in SQLite's documentation.
    private static PlatformException sqlite(DatabaseAddress.SqliteFile file, SQLException e) {
        String where = file.says();
        return switch (e.getErrorCode() & 0xff) {
            case 13 ->
                unavailable(where, "The disk that holds " + where + " is full: free some space, then try again.", e);
            case 8 ->
                unavailable(where, where + " cannot be written: check its owner and the folder's, then retry.", e);
            case 10 ->
                unavailable(
                        where, "The disk that holds " + where + " failed: " + line(e) + ". Check it, then retry.", e);
            case 14 ->
                unavailable(where, where + " cannot be opened: check that its folder exists and may be written to.", e);
            case 5, 6 ->
                unavailable(
                        where, "Another process holds " + where + ": stop it, or give this one a home of its own.", e);
            case 11, 26 ->
                unavailable(
                        where,
                        where
                                + " is not a sound SQLite database: restore it from a copy, or move it away to start afresh.",
                        e);
            case 19 -> constraint(where, e);
            default -> new PlatformException(Kind.INTERNAL, where, "The database refused a statement: " + line(e), e);
        };
    }

    private static PlatformException postgres(DatabaseAddress.PostgresServer server, SQLException e) {
        String where = server.says();
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("23")) {
            return constraint(where, e);
        }
        if (state.startsWith("28")) {
            return unavailable(where, where + " refuses this user or password: check them in the database address.", e);
        }
        if (state.startsWith("53") || state.equals("58030")) {
            return unavailable(where, where + " is out of resources (" + line(e) + "): free some, then try again.", e);
        }
        if (state.equals("3D000")) {
            return unavailable(where, "The database of " + where + " does not exist: create it, then start again.", e);
        }
        if (state.startsWith("08") || state.startsWith("57") || state.startsWith("25006") || state.isEmpty()) {
            return unavailable(where, where + " does not answer (" + line(e) + "): check that it runs.", e);
        }
        if (retryable(e)) {
            return new PlatformException(Kind.CONFLICT, where, "Others changed the same rows: try again.", e);
        }
        return new PlatformException(Kind.INTERNAL, where, "The database refused a statement: " + line(e), e);
    }

    /// Serialisation failure or deadlock: the same transaction may succeed when run again.
    static boolean retryable(SQLException e) {
        return "40001".equals(e.getSQLState()) || "40P01".equals(e.getSQLState());
    }

    /// Another holds SQLite's lock.
    static boolean busy(SQLException e) {
        return (e.getErrorCode() & 0xff) == 5;
    }

    private static PlatformException constraint(String where, SQLException e) {
        return new PlatformException(Kind.CONFLICT, where, "This contradicts what is already stored: " + line(e), e);
    }

    private static PlatformException unavailable(String where, String message, SQLException e) {
        return new PlatformException(Kind.UNAVAILABLE, where, message, e);
    }

    private static String line(SQLException e) {
        String message = e.getMessage();
        return message == null ? "no reason given" : message.lines().findFirst().orElse("");
    }
}
