package dev.trefoil.table.profile;

import dev.trefoil.core.column.NumberColumn;
import dev.trefoil.table.profile.Contract.ColumnContract;
import dev.trefoil.table.source.TableException;
import dev.trefoil.table.source.YamlText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/// The contract as a file that people review and edit: one line a column, with what was seen as a comment.
public final class ContractFile {
    private ContractFile() {}

    /// Reads a contract; a [ContractException] names every problem with its line.
    public static Contract read(Path file) {
        try {
            return parse(Files.readString(file), file.getFileName().toString());
        } catch (IOException e) {
            throw new TableException(
                    file.toString(), "the contract cannot be read (" + e.getMessage() + ")", "check the file", e);
        }
    }

    public static Contract parse(String yaml, String file) {
        return new ContractParser(file).parse(yaml);
    }

    /// Writes the contract; the file appears whole or not at all.
    ///
    /// @param subject what the contract is of, for its first line
    public static void write(Contract contract, String subject, Path file) {
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            Files.writeString(part, text(contract, subject));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new TableException(
                    file.toString(),
                    "the contract cannot be written (" + e.getMessage() + ")",
                    "check folder and disk",
                    e);
        }
    }

    static String text(Contract contract, String subject) {
        StringBuilder text = new StringBuilder();
        text.append("# What ").append(subject.replaceAll("\\R", " ")).append(" must look like.\n");
        text.append("# Inferred from the data on the first run, checked on every run after. Edit it: it is yours.\n");
        text.append("contract: 1\n");
        text.append("rows: {at_least: ").append(contract.rowsAtLeast());
        if (contract.rowsAtMost() != Long.MAX_VALUE) {
            text.append(", at_most: ").append(contract.rowsAtMost());
        }
        text.append("}\n");
        text.append("extra_columns: ")
                .append(contract.extraColumns() ? "allowed" : "refused")
                .append('\n');
        text.append("columns:\n");
        for (ColumnContract column : contract.columns()) {
            text.append("  ")
                    .append(YamlText.scalar(column.name()))
                    .append(": {")
                    .append(String.join(", ", rules(column)))
                    .append('}');
            if (!column.note().isBlank()) {
                text.append("   # ").append(column.note().replaceAll("\\R", " "));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static List<String> rules(ColumnContract column) {
        List<String> rules = new ArrayList<>();
        rules.add("type: " + ContractCheck.word(column.type()));
        rules.add("missing_at_most: " + NumberColumn.text(column.missingAtMost()));
        if (column.atLeast() != null) {
            rules.add("at_least: " + NumberColumn.text(column.atLeast()));
        }
        if (column.atMost() != null) {
            rules.add("at_most: " + NumberColumn.text(column.atMost()));
        }
        if (column.unique()) {
            rules.add("unique: true");
        }
        List<String> values = column.values();
        if (values != null) {
            rules.add("unseen_at_most: " + NumberColumn.text(column.unseenAtMost()));
            rules.add("values: ["
                    + String.join(", ", values.stream().map(YamlText::scalar).toList()) + "]");
        }
        return rules;
    }
}
