package dev.trefoil.server.http;

/// Feeds one client with server-sent events.
@FunctionalInterface
public interface EventSource {
    /// Sends until [Client#open] is false. Runs on a virtual thread and may block.
    void run(Client client) throws InterruptedException;

    /// The client's end.
    interface Client {
        boolean open();

        /// Sends one event; waits while the client is slow.
        void send(long id, String kind, String json) throws InterruptedException;

        /// Sends a comment that keeps the connection alive.
        void beat() throws InterruptedException;
    }
}
