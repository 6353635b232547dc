package dev.trefoil.platform.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.Principal;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.SettableClock;
import dev.trefoil.platform.db.Stores;
import dev.trefoil.platform.event.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class ProjectsTest {
    private static final Principal ANNA = new Principal("anna", Principal.Kind.USER);
    private static final Principal BERT = new Principal("bert", Principal.Kind.TOKEN);

    @Parameter
    Stores store;

    private Database database;
    private Projects projects;

    @BeforeEach
    void open() {
        database = store.fresh();
        SettableClock clock = new SettableClock();
        projects = new Projects(database, new AuditLog(database, clock), new Outbox(database, clock), clock);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aProjectIsMadeOnceAndListedByName() {
        Project second = projects.create(ANNA, "zebra");
        Project first = projects.create(BERT, "ape-2");
        assertThat(projects.list()).containsExactly(first, second);
        assertThat(projects.require("zebra")).isEqualTo(second);
        assertThat(second.createdBy()).isEqualTo("anna");
        assertThatThrownBy(() -> projects.create(BERT, "zebra"))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("There is a project 'zebra' already");
        assertThat(database.<Project>write(tx -> projects.ensure(tx, BERT, "zebra")))
                .as("who made it stays who made it")
                .isEqualTo(second);
        assertThatThrownBy(() -> projects.create(ANNA, "Zebra_1")).hasMessageContaining("is no name for a project");
    }

    @Test
    void theCurrentCharterIsThatOfTheLastChangeAndEmptyWithoutOne() {
        projects.create(ANNA, "p");
        assertThat(database.<String>read(tx -> new ProjectSql(tx).current("p"))).isEmpty();
        assertThat(database.<String>read(tx -> new ProjectSql(tx).current("nobody")))
                .isEmpty();
        database.run(tx -> {
            assertThat(new ProjectSql(tx).currentForUpdate("p")).isEmpty();
            new ProjectSql(tx).current("p", "abc");
        });
        assertThat(database.<String>write(tx -> new ProjectSql(tx).currentForUpdate("p")))
                .isEqualTo("abc");
        assertThatThrownBy(() -> database.run(tx -> {
                    new ProjectSql(tx).current("p", "lost");
                    throw PlatformException.invalid("p", "no");
                }))
                .isInstanceOf(PlatformException.class);
        assertThat(database.<String>read(tx -> new ProjectSql(tx).current("p"))).isEqualTo("abc");
    }
}
