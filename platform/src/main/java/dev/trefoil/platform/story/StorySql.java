package dev.trefoil.platform.story;

import dev.trefoil.platform.db.Tx;
import java.util.List;

/// The SQL of the story.
final class StorySql {
    private final Tx tx;

    StorySql(Tx tx) {
        this.tx = tx;
    }

    void insert(StoryLine line) {
        tx.update(
                """
                INSERT INTO story (project, number, at, station, event, says, numbers)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                line.project(),
                line.number(),
                line.at(),
                line.station().word(),
                line.event(),
                line.says(),
                line.values());
    }

    List<StoryLine> after(String project, long number, int limit) {
        return tx.query(
                """
                SELECT project, number, at, station, event, says, numbers FROM story
                WHERE project = ? AND number > ? ORDER BY number LIMIT ?""",
                row -> new StoryLine(
                        row.text("project"),
                        row.integer("number"),
                        row.instant("at"),
                        Station.of(row.text("station")),
                        row.text("event"),
                        row.text("says"),
                        row.text("numbers")),
                project,
                number,
                limit);
    }
}
