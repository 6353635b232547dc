package dev.trefoil.platform.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import java.time.Duration;
import java.util.ArrayList;
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
class ExperimentsTest {
    @Parameter
    Stores store;

    private final SettableClock clock = new SettableClock();
    private Database database;
    private Experiments experiments;

    @BeforeEach
    void open() {
        database = store.fresh();
        experiments = Experiments.open(database, clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Experiment create(String name) {
        clock.advance(Duration.ofMillis(5));
        return experiments.create(name, "", "", Map.of("team", name.substring(0, 1)));
    }

    private List<String> names(String filter, View view, String... order) {
        List<OrderTerm> terms =
                List.of(order).stream().map(PredicateParser::parseOrder).toList();
        List<String> names = new ArrayList<>();
        ExperimentSearch search = new ExperimentSearch(PredicateParser.parse(filter), terms, view, "", 2);
        Page<Experiment> page = experiments.search(search);
        while (true) {
            page.items().forEach(experiment -> names.add(experiment.name()));
            if (page.last()) {
                return names;
            }
            page = experiments.search(search.from(page.next()));
        }
    }

    @Test
    void defaultExistsFromTheFirstStart() {
        Experiment first = experiments.find(ExperimentId.DEFAULT).orElseThrow();
        assertThat(first.name()).isEqualTo("Default");
        Experiments.open(database, clock);
        assertThat(names("true", View.ALL)).containsExactly("Default");
    }

    @Test
    void aNameIsTakenEvenByADeletedOne() {
        Experiment made = create("flights");
        assertThat(experiments.findByName("flights")).hasValue(made);
        experiments.delete(made.id());
        assertThatThrownBy(() -> create("flights"))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        e -> assertThat(e.kind()).isEqualTo(PlatformException.Kind.ALREADY_EXISTS));
        assertThat(experiments.findByName("flights"))
                .hasValueSatisfying(found -> assertThat(found.deleted()).isTrue());
        assertThatThrownBy(() -> create(" ")).hasMessageContaining("Invalid experiment name");
        assertThatThrownBy(() -> create("x".repeat(501))).hasMessageContaining("500");
    }

    @Test
    void aProjectHasOneExperiment() {
        Experiment first = database.write(tx -> experiments.ofProject(tx, "flight-delays"));
        assertThat(database.<Experiment>write(tx -> experiments.ofProject(tx, "flight-delays"))
                        .id())
                .isEqualTo(first.id());
        assertThat(first.project()).isEqualTo("flight-delays");
    }

    @Test
    void tagsAndNameChangeAndMoveTheUpdateTime() {
        Experiment made = create("old");
        clock.advance(Duration.ofSeconds(1));
        experiments.setTag(made.id(), "mlflow.note.content", "a note");
        experiments.setTag(made.id(), "team", "b");
        experiments.rename(made.id(), "new");
        Experiment found = experiments.find(made.id()).orElseThrow();
        assertThat(found.name()).isEqualTo("new");
        assertThat(found.tags()).isEqualTo(Map.of("mlflow.note.content", "a note", "team", "b"));
        assertThat(found.updated()).isEqualTo(clock.instant());
        experiments.deleteTag(made.id(), "team");
        assertThatThrownBy(() -> experiments.deleteTag(made.id(), "team"))
                .hasMessageContaining("No tag with name: team");
        assertThatThrownBy(() -> experiments.rename(made.id(), "Default")).hasMessageContaining("already exists");
        assertThatThrownBy(() -> experiments.rename(new ExperimentId(77), "x")).hasMessageContaining("id=77");
    }

    @Test
    void searchesFilterOrderAndPage() {
        Experiment a = create("alpha");
        create("Beta");
        create("gamma");
        experiments.delete(create("dead").id());
        assertThat(names("true", View.ACTIVE)).containsExactly("gamma", "Beta", "alpha", "Default");
        assertThat(names("true", View.DELETED)).containsExactly("dead");
        assertThat(names("true", View.ALL, "name")).containsExactly("Beta", "Default", "alpha", "dead", "gamma");
        assertThat(names("name LIKE '%a' AND tags.team != 'g'", View.ACTIVE)).containsExactly("Beta", "alpha");
        assertThat(names("name ILIKE 'b%'", View.ACTIVE)).containsExactly("Beta");
        assertThat(names("creation_time > " + a.created().toEpochMilli(), View.ACTIVE, "experiment_id"))
                .containsExactly("Beta", "gamma");
        assertThatThrownBy(() -> names("nme = 'x'", View.ALL)).hasMessageContaining("Invalid attribute key");
    }
}
