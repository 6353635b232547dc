package dev.trefoil.platform.db;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.access.AuditEntry;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.AuditSubject;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.artifact.LocalArtifactStore;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;

/// A process that writes until it is killed, and says what was acknowledged: `artifact` with its digest once it
/// is stored, `change` with its id once audit record and event are.
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path home = Path.of(arguments[0]);
        String round = arguments[1];
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Database database =
                Database.open(new DatabaseAddress.SqliteFile(home.resolve("trefoil.db")), Migrations.shipped());
        AuditLog log = new AuditLog(database, InstantSource.system());
        Outbox outbox = new Outbox(database, InstantSource.system());
        LocalArtifactStore store = new LocalArtifactStore(home.resolve("artifacts"), true);
        Thread[] writers = new Thread[4];
        for (int w = 0; w < writers.length; w++) {
            String writer = round + "-" + w + "-";
            writers[w] = new Thread(
                    () -> {
                        for (int i = 0; ; i++) {
                            String id = writer + i;
                            Digest digest = store.put(new ByteArrayInputStream(
                                            id.repeat(500).getBytes(StandardCharsets.UTF_8)))
                                    .digest();
                            out.println("artifact " + digest.hex());
                            database.run(tx -> {
                                log.append(
                                        tx,
                                        new AuditEntry(
                                                Principal.system("test"),
                                                "model.register",
                                                new AuditSubject("p", "model", id),
                                                "",
                                                "{\"digest\":\"" + digest + "\"}",
                                                ""));
                                outbox.append(tx, new EventDraft("p", "model.registered", id, "{}"));
                            });
                            out.println("change " + id);
                        }
                    },
                    "writer-" + w);
            writers[w].start();
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }
}
