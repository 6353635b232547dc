package dev.trefoil.training;

import dev.trefoil.core.text.Spelling;
import dev.trefoil.training.search.Contender;
import dev.trefoil.training.search.Hyperparameters;
import dev.trefoil.training.search.SearchSpace;
import dev.trefoil.training.search.Setting;
import dev.trefoil.training.trainer.Trainer;
import dev.trefoil.training.trainer.TrainerUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The candidates that can be trained on this machine.
final class Entrants {
    private final Map<String, Trainer> trainers = new LinkedHashMap<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final List<Candidate.Command> commands = new ArrayList<>();

    private Entrants() {}

    /// @param note hears of each candidate that is left out, and why
    static Entrants of(List<Candidate> candidates, Tools tools, Consumer<String> note) {
        Entrants entrants = new Entrants();
        for (Candidate candidate : candidates) {
            switch (candidate) {
                case Candidate.Trained trained -> {
                    Trainer trainer = tools.trainer(trained.trainer());
                    requireKnown(trained, trainer);
                    entrants.admit(trained, trainer, note);
                }
                case Candidate.Command command -> entrants.commands.add(command);
            }
        }
        return entrants;
    }

    /// Native trainers ignore names they do not know, which would hide a slip of the pen.
    private static void requireKnown(Candidate.Trained trained, Trainer trainer) {
        List<String> names = new ArrayList<>(trained.fixed().settings().keySet());
        trained.searched().forEach(parameter -> names.add(parameter.name()));
        for (String name : names) {
            if (!trainer.settings().contains(name)) {
                throw new IllegalArgumentException("candidate " + trained.name() + ": " + trainer.kind()
                        + " has no setting '" + name + "'" + Spelling.hint(name, trainer.settings()));
            }
        }
    }

    private void admit(Candidate.Trained trained, Trainer trainer, Consumer<String> note) {
        try {
            NativeThread.run(() -> {
                trainer.requireAvailable();
                return true;
            });
            trainers.put(trained.name(), trainer);
            contenders.add(contender(trained, trainer.contender()));
        } catch (TrainerUnavailable e) {
            note.accept("candidate " + trained.name() + " is left out: " + e.getMessage());
        }
    }

    /// The trainer's own space with what the charter says of it; fixed settings leave the space.
    private static Contender contender(Candidate.Trained trained, Contender own) {
        Hyperparameters fixed = trained.fixed();
        SearchSpace space = new SearchSpace(own.space().and(trained.searched()).parameters().stream()
                .filter(p -> fixed.find(p.name()) == null)
                .toList());
        List<Hyperparameters> first = own.first().stream()
                .map(guess -> inside(guess, space))
                .filter(space::contains)
                .toList();
        int most = space.parameters().isEmpty() ? 1 : own.most();
        return new Contender(trained.name(), space, first, most);
    }

    /// What of a guess is a dimension of the space.
    private static Hyperparameters inside(Hyperparameters guess, SearchSpace space) {
        Map<String, Setting> kept = new LinkedHashMap<>();
        space.parameters().forEach(parameter -> {
            Setting setting = guess.find(parameter.name());
            if (setting != null) {
                kept.put(parameter.name(), setting);
            }
        });
        return new Hyperparameters(kept);
    }

    /// Trainer of each candidate, by its name.
    Map<String, Trainer> trainers() {
        return trainers;
    }

    List<Contender> contenders() {
        return contenders;
    }

    List<Candidate.Command> commands() {
        return commands;
    }

    boolean none() {
        return contenders.isEmpty() && commands.isEmpty();
    }
}
