package dev.trefoil.inference.python;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A running worker with its model loaded. For one caller at a time; once something went wrong it is dead for good.
final class PythonProcess implements AutoCloseable {
    private static final int LARGEST_FRAME = 1 << 29;
    private static final int PIECE = 1 << 16;
    private static final int MOST_PROCESSES = 64;
    private static final long WATCH_MILLIS = 100;
    private static final long ENDING_MILLIS = 2_000;

    private final PythonLaunch launch;
    private final PythonFiles files;
    private final Process process;
    private final ProcessTree tree;
    private final LastWords words;
    private @Nullable SocketChannel channel;

    private PythonProcess(PythonLaunch launch, PythonFiles files, Process process) {
        this.launch = launch;
        this.files = files;
        this.process = process;
        this.tree = new ProcessTree(process.toHandle());
        this.words = LastWords.of(process.getInputStream());
    }

    /// Starts it and waits for its first frame.
    ///
    /// @throws IllegalStateException when it does not come up in time, says why not, or ends
    static PythonProcess start(PythonLaunch launch) {
        PythonFiles files = PythonFiles.create();
        try (ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            Path socket = files.folder().resolve("socket");
            door.bind(UnixDomainSocketAddress.of(socket));
            Process process = command(launch, files, socket).start();
            PythonProcess started = new PythonProcess(launch, files, process);
            try {
                started.accept(door);
                return started;
            } catch (RuntimeException | IOException e) {
                started.close();
                throw e;
            }
        } catch (IOException e) {
            files.close();
            throw new UncheckedIOException("the Python process of " + launch.name() + " cannot be started", e);
        }
    }

    /// The environment holds nothing of this program's own: no token, no address, no key of a cloud.
    private static ProcessBuilder command(PythonLaunch launch, PythonFiles files, Path socket) {
        PythonSettings settings = launch.settings();
        List<String> command = new ArrayList<>(launch.isolation().prefix());
        command.addAll(List.of(
                launch.python().toString(),
                "-I",
                "-B",
                files.script("trefoil_worker.py").toString(),
                socket.toString(),
                launch.model().toString(),
                Long.toString(settings.memoryBytes()),
                launch.isolation().network()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(files.folder().toFile()).redirectErrorStream(true);
        String path = System.getenv("PATH");
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.put("PATH", path == null ? "/usr/bin:/bin" : path);
        environment.put("LANG", "C.UTF-8");
        for (String name : List.of("HOME", "TMPDIR", "MPLCONFIGDIR", "XDG_CACHE_HOME")) {
            environment.put(name, files.folder().toString());
        }
        for (String name : List.of("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")) {
            environment.put(name, "1");
        }
        return builder;
    }

    private void accept(ServerSocketChannel door) throws IOException {
        door.configureBlocking(false);
        long end = System.nanoTime() + launch.settings().startLimit().toNanos();
        try (Selector selector = Selector.open()) {
            door.register(selector, SelectionKey.OP_ACCEPT);
            while (true) {
                SocketChannel accepted = door.accept();
                if (accepted != null) {
                    accepted.configureBlocking(false);
                    channel = accepted;
                    return;
                }
                watch(selector, end, launch.settings().startLimit(), "start");
            }
        }
    }

    /// The first frame, when the model is loaded.
    ByteBuffer hello() {
        return receive(launch.settings().startLimit(), "load its model");
    }

    /// One question and its answer.
    ByteBuffer call(ByteBuffer request) {
        Duration limit = launch.settings().callLimit();
        SocketChannel socket = open();
        try (Selector selector = Selector.open()) {
            SelectionKey key = socket.register(selector, SelectionKey.OP_WRITE);
            long end = System.nanoTime() + limit.toNanos();
            while (request.hasRemaining()) {
                if (socket.write(request) == 0) {
                    watch(selector, end, limit, "take its rows");
                }
            }
            key.cancel();
            selector.selectNow();
        } catch (IOException _) {
            throw ended();
        }
        return receive(limit, "answer");
    }

    private ByteBuffer receive(Duration limit, String what) {
        SocketChannel socket = open();
        long end = System.nanoTime() + limit.toNanos();
        try (Selector selector = Selector.open()) {
            SelectionKey key = socket.register(selector, SelectionKey.OP_READ);
            ByteBuffer head = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
            fill(socket, head, selector, end, limit, what);
            int length = head.getInt(0);
            if (length < 1 || length > LARGEST_FRAME) {
                close();
                throw new IllegalStateException(
                        subject() + " sent an answer of " + Integer.toUnsignedString(length) + " bytes and was ended");
            }
            ByteBuffer body = ByteBuffer.allocate(Math.min(length, PIECE)).order(ByteOrder.LITTLE_ENDIAN);
            fill(socket, body, selector, end, limit, what);
            while (body.position() < length) {
                int more = (int) Math.min(length, 2L * body.capacity());
                body = ByteBuffer.allocate(more).order(ByteOrder.LITTLE_ENDIAN).put(body.flip());
                fill(socket, body, selector, end, limit, what);
            }
            key.cancel();
            selector.selectNow();
            return body.flip();
        } catch (IOException _) {
            throw ended();
        }
    }

    private void fill(SocketChannel socket, ByteBuffer into, Selector selector, long end, Duration limit, String what)
            throws IOException {
        while (into.hasRemaining()) {
            int count = socket.read(into);
            if (count < 0) {
                throw ended();
            }
            if (count == 0) {
                watch(selector, end, limit, what);
            }
        }
    }

    private SocketChannel open() {
        SocketChannel socket = channel;
        if (socket == null || !socket.isOpen()) {
            throw ended();
        }
        return socket;
    }

    /// Waits a little for the socket, and sees to it that the process keeps to its limits.
    private void watch(Selector selector, long end, Duration limit, String what) throws IOException {
        boolean ready = selector.select(WATCH_MILLIS) > 0;
        selector.selectedKeys().clear();
        if (Thread.currentThread().isInterrupted()) {
            close();
            throw new IllegalStateException(subject() + " was waited for, and the wait was interrupted");
        }
        if (System.nanoTime() > end) {
            close();
            throw new IllegalStateException(subject() + " did not " + what + " within " + limit.toSeconds()
                    + " s and was ended; give it more time with TREFOIL_PYTHON_"
                    + (what.equals("answer") || what.equals("take its rows") ? "CALL" : "START") + "_SECONDS" + said());
        }
        if (ready) {
            return;
        }
        long most = launch.settings().memoryBytes();
        if (tree.residentBytes() > most) {
            close();
            throw new IllegalStateException(subject() + " took more memory than its limit of " + (most >> 20)
                    + " MiB and was ended; allow more with TREFOIL_PYTHON_MEMORY_MB");
        }
        if (tree.size() > MOST_PROCESSES) {
            close();
            throw new IllegalStateException(
                    subject() + " started more than " + MOST_PROCESSES + " processes and was ended");
        }
        // What it sent before it ended, such as the reason, is still there to be read.
        if (!process.isAlive() && selector.selectNow() == 0) {
            throw ended();
        }
        selector.selectedKeys().clear();
    }

    /// Memory that it and what it started hold now.
    long residentBytes() {
        return tree.residentBytes();
    }

    boolean alive() {
        SocketChannel socket = channel;
        return socket != null && socket.isOpen() && process.isAlive();
    }

    private String subject() {
        return "the Python process of " + launch.name();
    }

    private String said() {
        String last = words.last();
        return last.isEmpty() ? "" : "; the last it printed: " + last;
    }

    private IllegalStateException ended() {
        String how = "";
        try {
            if (process.waitFor(ENDING_MILLIS, TimeUnit.MILLISECONDS)) {
                int code = process.exitValue();
                how = code > 128 ? " by signal " + (code - 128) : " with exit code " + code;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        close();
        return new IllegalStateException(subject() + " ended" + how + said());
    }

    /// Ends it with everything it started.
    @Override
    public void close() {
        SocketChannel socket = channel;
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (IOException _) {
            // It is closed as far as we are concerned.
        }
        tree.kill();
        try {
            process.waitFor(ENDING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        files.close();
    }
}
