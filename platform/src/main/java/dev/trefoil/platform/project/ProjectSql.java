package dev.trefoil.platform.project;

import dev.trefoil.platform.db.Row;
import dev.trefoil.platform.db.Tx;
import java.util.List;
import java.util.Optional;

/// The table of projects.
final class ProjectSql {
    private final Tx tx;

    ProjectSql(Tx tx) {
        this.tx = tx;
    }

    /// Whether it was not there before.
    boolean insertIfAbsent(Project project) {
        return tx.update("""
                        INSERT INTO project (name, created_at, created_by, charter) VALUES (?, ?, ?, '')
                        ON CONFLICT (name) DO NOTHING""", project.name(), project.createdAt(), project.createdBy()) == 1;
    }

    Optional<Project> find(String name) {
        return tx.find("SELECT name, created_at, created_by FROM project WHERE name = ?", ProjectSql::project, name);
    }

    List<Project> list() {
        return tx.query("SELECT name, created_at, created_by FROM project ORDER BY name", ProjectSql::project);
    }

    /// Digest of the current charter; empty without one or without the project. The project stays as it is until this
    /// transaction ends.
    String currentForUpdate(String name) {
        return tx.find(
                        "SELECT charter FROM project WHERE name = ?"
                                + tx.dialect().forUpdate(),
                        row -> row.text("charter"),
                        name)
                .orElse("");
    }

    /// Digest of the current charter; empty without one or without the project.
    String current(String name) {
        return tx.find("SELECT charter FROM project WHERE name = ?", row -> row.text("charter"), name)
                .orElse("");
    }

    void current(String name, String charter) {
        tx.update("UPDATE project SET charter = ? WHERE name = ?", charter, name);
    }

    private static Project project(Row row) {
        return new Project(row.text("name"), row.instant("created_at"), row.text("created_by"));
    }
}
