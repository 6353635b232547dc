package dev.trefoil.platform.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.predicate.OrderTerm;
import dev.trefoil.core.predicate.PredicateParser;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactPath;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.Page;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class LoggedModelsTest {
    private static final ArtifactOwner RUN = new ArtifactOwner.OfRun(new RunId("r1"));

    @Parameter
    Stores store;

    private final SettableClock clock = new SettableClock();
    private Database database;
    private LoggedModels models;
    private ArtifactTree tree;

    @BeforeEach
    void open() {
        database = store.fresh();
        Experiments.open(database, clock);
        models = new LoggedModels(
                database, clock, RandomGeneratorFactory.of("L64X128MixRandom").create(7));
        tree = new ArtifactTree(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private LoggedModel create(String name, double auc) {
        clock.advance(Duration.ofMillis(3));
        LoggedModel model = models.create(new NewLoggedModel(
                ExperimentId.DEFAULT, name, "Classifier", "r1", "ann", Map.of("depth", "6"), Map.of("team", "desk")));
        ModelMetric old = new ModelMetric("auc", new MetricPoint(0.1, 0, 5), "march", "d1", "r1");
        ModelMetric last = new ModelMetric("auc", new MetricPoint(auc, 1, 5), "march", "d1", "r1");
        database.run(tx -> models.addMetrics(tx, model.id(), List.of(old, last, last)));
        return models.find(model.id()).orElseThrow();
    }

    private List<String> names(String filter, String... order) {
        List<OrderTerm> terms =
                List.of(order).stream().map(PredicateParser::parseOrder).toList();
        LoggedModelSearch search =
                new LoggedModelSearch(List.of(ExperimentId.DEFAULT), PredicateParser.parse(filter), terms, "", 2);
        List<String> names = new ArrayList<>();
        Page<LoggedModel> page = models.search(search);
        while (true) {
            page.items().forEach(model -> names.add(model.name()));
            if (page.last()) {
                return names;
            }
            page = models.search(search.from(page.next()));
        }
    }

    @Test
    void aModelKeepsWhatIsSaidOfIt() {
        LoggedModel model = create("forest", 0.7);
        assertThat(model.id().value()).matches("m-[0-9a-f]{32}");
        assertThat(model.status()).isEqualTo(LoggedModel.Status.PENDING);
        assertThat(model.params()).isEqualTo(Map.of("depth", "6"));
        assertThat(model.metrics()).hasSize(2);
        clock.advance(Duration.ofSeconds(1));
        LoggedModel ready = models.finish(model.id(), LoggedModel.Status.READY);
        assertThat(ready.status()).isEqualTo(LoggedModel.Status.READY);
        assertThat(ready.updated()).isEqualTo(clock.instant());
        models.putTags(model.id(), Map.of("team", "ops", "x", "y"));
        models.deleteTag(model.id(), "x");
        models.putParams(model.id(), Map.of("eta", "0.1"));
        assertThat(models.find(model.id()).orElseThrow().tags()).isEqualTo(Map.of("team", "ops"));
        assertThatThrownBy(() -> models.deleteTag(model.id(), "x")).hasMessageContaining("No tag with key 'x'");
        models.delete(model.id());
        assertThat(models.find(model.id()))
                .hasValueSatisfying(found -> assertThat(found.deleted()).isTrue());
        assertThatThrownBy(() -> models.putTags(model.id(), Map.of())).hasMessageContaining("not found");
        assertThatThrownBy(() -> create("a/b", 1)).hasMessageContaining("cannot contain");
    }

    @Test
    void searchesFilterOrderAndPage() {
        create("a", 0.6);
        create("b", 0.8);
        create("c", 0.7);
        models.delete(create("gone", 0.9).id());
        assertThat(names("true")).containsExactly("c", "b", "a");
        assertThat(names("metrics.auc >= 0.7", "metrics.auc DESC")).containsExactly("b", "c");
        assertThat(names("params.depth = '6' AND name IN ('a', 'c')", "attributes.name"))
                .containsExactly("a", "c");
        assertThat(names("tags.none = 'x'")).isEmpty();
        assertThat(names("true", "params.none", "name")).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> names("nam = 'x'")).hasMessageContaining("Invalid attribute key");
    }

    private static Artifact content(String text) {
        return new Artifact(Digest.of(text), text.length());
    }

    private void put(String path) {
        tree.put(RUN, new ArtifactPath(path), content(path));
    }

    @Test
    void filesLieByPathInsideTheirOwner() {
        put("model/MLmodel");
        put("model/code/a.py");
        put("model-card.md");
        put("plots/roc.json");
        assertThat(tree.list(RUN, ""))
                .containsExactly(
                        new ArtifactEntry("model", null),
                        new ArtifactEntry("model-card.md", content("model-card.md")),
                        new ArtifactEntry("plots", null));
        assertThat(tree.list(RUN, "model"))
                .containsExactly(
                        new ArtifactEntry("model/MLmodel", content("model/MLmodel")),
                        new ArtifactEntry("model/code", null));
        assertThat(tree.list(RUN, "model/MLmodel")).isEmpty();
        assertThat(tree.list(new ArtifactOwner.OfRun(new RunId("r2")), "")).isEmpty();
        assertThat(tree.manifest(RUN, "model").files().keySet())
                .extracting(ArtifactPath::value)
                .containsExactly("MLmodel", "code/a.py");
        assertThat(tree.find(RUN, new ArtifactPath("plots/roc.json"))).hasValue(content("plots/roc.json"));
        assertThat(tree.refersTo(Digest.of("plots/roc.json"))).isTrue();
        assertThat(tree.delete(RUN, new ArtifactPath("model"))).isEqualTo(2);
        assertThat(tree.list(RUN, "")).hasSize(2);
    }

    @Test
    void aPathIsEitherAFileOrAFolder() {
        put("a/b");
        assertThatThrownBy(() -> put("a")).isInstanceOf(PlatformException.class).hasMessageContaining("both");
        assertThatThrownBy(() -> put("a/b/c"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("both");
        put("a/b");
    }
}
