package dev.trefoil.platform.story;

import dev.trefoil.platform.db.Counters;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Tx;
import dev.trefoil.platform.event.EventDraft;
import dev.trefoil.platform.event.Outbox;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/// Tells what happens and reads what happened. Every line is also an event of kind `story`.
public final class Story {
    private final Database database;
    private final Outbox outbox;
    private final InstantSource clock;

    public Story(Database database, Outbox outbox, InstantSource clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /// Appends a line in a transaction of its own.
    ///
    /// @param values numbers, texts, lists and maps that JSON can hold; NaN is written as null
    public StoryLine tell(String project, Station station, String event, String says, Map<String, ?> values) {
        return database.write(tx -> tell(tx, project, station, event, says, values));
    }

    /// Appends a line to a transaction, near its end.
    public StoryLine tell(Tx tx, String project, Station station, String event, String says, Map<String, ?> values) {
        StoryLine line = new StoryLine(
                project,
                Counters.next(tx, "story/" + project),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                station,
                event,
                says,
                StoryCodec.values(values));
        new StorySql(tx).insert(line);
        outbox.append(tx, new EventDraft(project, "story", station.word(), StoryCodec.json(line)));
        return line;
    }

    /// Up to `limit` lines after that number, oldest first.
    public List<StoryLine> after(String project, long number, int limit) {
        return database.read(tx -> new StorySql(tx).after(project, number, limit));
    }

    /// The number of the last line, 0 before the first.
    public long last(String project) {
        return database.read(tx -> Counters.last(tx, "story/" + project));
    }
}
