package dev.trefoil.table.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.signature.Task;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.inspect.Finding.Kind;
import dev.trefoil.table.source.ReadOptions;
import dev.trefoil.table.source.Source;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewProjectTest {
    @TempDir
    Path folder;

    private final SplittableRandom random = new SplittableRandom(3);
    private String yaml = "";

    private Inspection init(String name, String text, String label) throws IOException {
        return init(name, text.getBytes(StandardCharsets.UTF_8), label);
    }

    private Inspection init(String name, byte[] text, String label) throws IOException {
        Files.write(folder.resolve(name), text);
        NewProject.Made made = NewProject.make(folder.resolve("project"), folder, name, label, true);
        yaml = Files.readString(made.file());
        assertThat(folder.resolve("project/data").resolve(name)).exists();
        return made.found();
    }

    private static String lines(String header, int rows, IntFunction<String> row) {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append(row.apply(i)).append('\n');
        }
        return text.toString();
    }

    private double normal() {
        return random.nextGaussian();
    }

    private static String f(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    @Test
    void spellingsOfOneValueOfTheLabelAreJoinedByAQuery() throws IOException {
        List<String> no = List.of("No", "No", "NO", "no", "no.");
        List<String> yes = List.of("Yes", "Yes", "YES", "yes", "yes.");
        String text = lines("a;it's \"y\"", 600, i -> f("%d;%s", i * 7 % 100, (i % 3 == 0 ? yes : no).get(i % 5)));
        Inspection found = init("Spelt odd.csv", text, "it's \"y\"");
        assertThat(found.task()).isEqualTo(Task.BINARY);
        assertThat(found.positive()).isEqualTo("Yes");
        assertThat(found.classes()).containsOnlyKeys("No", "Yes");
        assertThat(found.findings())
                .anyMatch(finding -> finding.kind() == Kind.READING
                        && finding.evidence().contains("'No' = 'NO' = 'no' = 'no.'; 'Yes' = 'YES' = 'yes' = 'yes.'"));
        assertThat(yaml).contains("prepare: prepare.sql");
        try (Workspace workspace = Workspace.open(folder, EngineLimits.USUAL)) {
            workspace.add(new Source(
                    ProjectWriter.table("Spelt odd.csv"),
                    folder.resolve("project"),
                    "data/Spelt odd.csv",
                    ReadOptions.NONE));
            ColumnBatch prepared =
                    workspace.query(Files.readString(folder.resolve("project/prepare.sql")), "prepare.sql");
            Set<String> values = new TreeSet<>();
            for (int row = 0; row < prepared.rows(); row++) {
                values.add(prepared.column("it's \"y\"").text(row));
            }
            assertThat(values).containsExactly("No", "Yes");
            assertThat(prepared.rows()).isEqualTo(600);
        }
    }

    @Test
    void lettersThatCaseTellsApartStayApart() throws IOException {
        String letters = "abcdefghijklABCDEFGHIJKL";
        String text = lines("a,y", 960, i -> f("%d,%s", i * 7 % 100, letters.charAt(i % 24)));
        assertThat(init("letters.csv", text, "y").classes()).hasSize(24);
        assertThat(folder.resolve("project/prepare.sql")).doesNotExist();
    }

    @Test
    void aGermanExportIsUnderstood() throws IOException {
        String text = lines("Kundennr;Umsatz;Beginn;Kündigungsgrund;gekündigt", 600, i -> {
            boolean left = random.nextInt(4) == 0;
            return f(
                    "K%d;%s;%02d.%02d.%d;%s;%s",
                    9000 + i,
                    f("%.2f", random.nextDouble(1, 99)).replace('.', ','),
                    1 + i * 7 % 28,
                    1 + i / 28 % 12,
                    2020 + i / 336,
                    left ? "Preis" : "",
                    left ? "ja" : "nein");
        });
        Inspection found = init("export.csv", text.getBytes(Charset.forName("windows-1252")), "gekündigt");
        assertThat(found.task()).isEqualTo(Task.BINARY);
        assertThat(found.positive()).isEqualTo("ja");
        assertThat(found.exclude()).containsOnlyKeys("Kundennr", "Kündigungsgrund");
        assertThat(found.time()).isEqualTo("Beginn");
        assertThat(yaml)
                .contains("delimiter: \";\"")
                .contains("encoding: windows-1252")
                .contains("decimal: \",\"")
                .contains("dates: {Beginn: \"dd.MM.yyyy\"}")
                .contains("split: {by: time, holdout_from: 2021-");
    }

    @Test
    void giveAwaysAreLeftOutAndTrueFeaturesStay() throws IOException {
        Inspection found = init(
                "leaks.csv",
                lines("id,age,score_after,state,copy_of_age,strong,y", 800, i -> {
                    boolean y = random.nextInt(10) < 3;
                    int age = random.nextInt(18, 90);
                    return f(
                            "%d,%d,%.2f,%s,%d,%.3f,%d",
                            i,
                            age,
                            normal() + (y ? 50 : 0),
                            y ? "gone" : "here",
                            age,
                            normal() + (y ? 1.5 : 0),
                            y ? 1 : 0);
                }),
                "y");
        assertThat(found.exclude()).containsOnlyKeys("id", "score_after", "state", "copy_of_age");
        assertThat(found.id()).isEqualTo("id");
        assertThat(found.exclude().get("state")).isEqualTo("says the same as the label");
    }

    @Test
    void theOnlyGoodFeatureIsKeptAndLookedAt() throws IOException {
        Inspection found = init(
                "honest.csv",
                lines("pressure,noise,hum,y", 600, i -> {
                    boolean y = random.nextInt(10) < 4;
                    return f("%.3f,%.3f,%.3f,%d", normal() + (y ? 3.1 : 0), normal(), normal(), y ? 1 : 0);
                }),
                "y");
        assertThat(found.exclude()).isEmpty();
        assertThat(found.findings())
                .anyMatch(finding -> finding.column().equals("pressure")
                        && finding.kind() == Finding.Kind.SUSPICIOUS
                        && finding.evidence().contains("far ahead of every other column"));
    }

    @Test
    void aLeakOfANumberIsSeenToo() throws IOException {
        Inspection found = init(
                "rent.csv",
                lines("rooms,area,price_chf,price", 500, i -> {
                    double price = 300 + 900 * random.nextDouble();
                    return f(
                            "%d,%.1f,%.2f,%.2f",
                            random.nextInt(1, 6), price / 10 + 20 * normal(), price * 0.95 + 3, price);
                }),
                "price");
        assertThat(found.task()).isEqualTo(Task.REGRESSION);
        assertThat(found.exclude()).containsOnlyKeys("price_chf");
        assertThat(yaml).contains("measure: rmse, better_than: majority").contains("value: ");
    }

    @Test
    void aRareClassIsNotJudgedByRightAnswers() throws IOException {
        Inspection found = init(
                "fraud.csv",
                lines(
                        "amount,hour,fraud",
                        3000,
                        i -> f(
                                "%.2f,%d,%s",
                                random.nextDouble(1, 500), random.nextInt(24), i % 50 == 3 ? "yes" : "no")),
                "fraud");
        assertThat(found.rare()).isTrue();
        assertThat(yaml)
                .contains("measure: average_precision")
                .contains("measure: recall_at_precision, precision: 0.06")
                .contains("measure: cost_per_1000")
                .contains("costs: {false_alarm: 1, miss: 49")
                .doesNotContain("accuracy");
    }

    @Test
    void entitiesAreFoundByKeyByBlocksAndByTies() throws IOException {
        List<String> rows = new ArrayList<>();
        for (int person = 0; person < 50; person++) {
            int age = random.nextInt(40, 90);
            double height = 170 + 10 * normal();
            double level = 10 * normal();
            for (int visit = 0; visit < random.nextInt(6, 16); visit++) {
                rows.add(f("%d,%.1f,%d,%.4f,%.3f", age, height, person % 2, normal(), level + normal()));
            }
        }
        String header = "age,height,sex,measured,score";
        Inspection blocks = init("blocks.csv", lines(header, rows.size(), rows::get), "score");
        assertThat(blocks.group()).contains("height");
        assertThat(blocks.byKind().get(Kind.ENTITY).getFirst().evidence()).contains("blocks in which");
        Collections.shuffle(rows, new Random(2));
        Inspection ties = init("ties.csv", lines(header, rows.size(), rows::get), "score");
        assertThat(ties.group()).contains("height");
        assertThat(yaml).contains("group: [").contains("# never split between training and hold-out");
        Inspection key = init(
                "key.csv",
                lines(
                        "patient_id,x,readmitted",
                        500,
                        i -> f("P%d,%.3f,%d", random.nextInt(120), normal(), random.nextInt(2))),
                "readmitted");
        assertThat(key.group()).containsExactly("patient_id");
        assertThat(key.exclude()).containsKey("patient_id");
    }

    @Test
    void ordinaryTablesHaveNoEntities() throws IOException {
        Inspection found = init(
                "plain.csv",
                lines("age,education,years,town,income,y", 2000, i -> {
                    int years = random.nextInt(6, 20);
                    return f(
                            "%d,E%d,%d,T%d,%d,%d",
                            random.nextInt(18, 80),
                            years / 3,
                            years,
                            random.nextInt(200),
                            years * 1000 + random.nextInt(20) * 500,
                            random.nextInt(2));
                }),
                "y");
        assertThat(found.group()).isEmpty();
        assertThat(found.exclude()).isEmpty();
    }

    @Test
    void textCopiesAndSizeAreTold() throws IOException {
        Inspection found = init(
                "reviews.tsv",
                lines(
                        "stars\ttext\tland",
                        60,
                        i -> f(
                                "%s\t%s\tCH",
                                i % 30 % 2 == 0 ? "good" : "bad", "some words that say number " + i % 30 + " of many")),
                "stars");
        assertThat(found.texts()).containsExactly("text");
        assertThat(found.exclude()).containsOnlyKeys("land");
        assertThat(found.byKind().get(Kind.EXACT_COPIES).getFirst().evidence())
                .startsWith("30 of 60 rows are exact copies");
        assertThat(found.rowsThatWouldDo()).isBetween(500L, 1000L);
        assertThat(yaml).contains("text: text").contains("about ").contains("rows would do");
    }

    @Test
    void labelsThatAreNoneAreRefusedAndNothingIsWritten() throws IOException {
        String constant = lines("a,b", 50, i -> i + ",1");
        assertThatThrownBy(() -> init("c.csv", constant, "b")).hasMessageContaining("the label 'b' is always '1'");
        assertThatThrownBy(() -> init("c.csv", constant, "B")).hasMessageContaining("did you mean 'b'?");
        assertThatThrownBy(() -> init("c.csv", lines("a,b", 50, i -> i + ","), "b"))
                .hasMessageContaining("no value in any row");
        assertThatThrownBy(() -> init("c.csv", lines("a,b", 500, i -> i + ",text number " + i), "b"))
                .hasMessageContaining("500 different texts");
        assertThat(folder.resolve("project")).doesNotExist();
        init("c.csv", lines("a,b", 50, i -> i % 7 + "," + i % 2), "b");
        assertThatThrownBy(() -> NewProject.make(folder.resolve("project"), folder, "c.csv", "b", false))
                .hasMessageContaining("add --force");
    }
}
