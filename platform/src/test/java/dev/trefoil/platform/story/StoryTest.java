package dev.trefoil.platform.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class StoryTest {
    @Parameter
    Stores store;

    private Database database;
    private Story story;

    @BeforeEach
    void open() {
        database = store.fresh();
        SettableClock clock = new SettableClock();
        story = new Story(database, new Outbox(database, clock), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void linesAreReadInTheOrderInWhichTheyWereTold() {
        story.tell("p", Station.DESIGN, "charter", "signed", Map.of("n", 1));
        story.tell("other", Station.DATA, "prepared", "elsewhere", Map.of());
        story.tell("p", Station.MONITORING, "window", "July", Map.of("value", Double.NaN));
        List<StoryLine> lines = story.after("p", 0, 10);
        assertThat(lines).extracting(StoryLine::says).containsExactly("signed", "July");
        assertThat(story.after("p", lines.getFirst().number(), 10))
                .extracting(StoryLine::says)
                .containsExactly("July");
        assertThat(StoryCodec.json(lines.getLast())).contains("\"value\":null");
    }
}
