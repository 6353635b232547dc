package dev.trefoil.training;

import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.digest.Digest;
import java.nio.file.Path;
import java.util.Map;

/// Fits what was decided on to other rows.
final class Refit {
    private final DevelopmentSpec spec;
    private final Tools tools;
    private final Session session;

    Refit(DevelopmentSpec spec, Tools tools, Session session) {
        this.spec = spec;
        this.tools = tools;
        this.session = session;
    }

    Digest run(Choice choice, ColumnBatch training, Path folder) {
        for (Candidate candidate : spec.candidates()) {
            if (candidate instanceof Candidate.Command command && command.name().equals(choice.candidate())) {
                return commanded(command, training, folder, choice.threshold());
            }
        }
        Material material = Material.of(spec, training);
        CandidateTrials trials =
                CandidateTrials.of(spec, material, Map.of(choice.candidate(), tools.trainer(choice.trainer())));
        return NativeThread.run(() -> {
            Validated validated = trials.validated(choice.candidate(), choice.parameters(), session.cancelled());
            FittedModel fitted =
                    trials.fit(choice.candidate(), choice.parameters(), session.threads(), session.cancelled());
            return new Packing(spec.target(), material)
                    .write(folder, fitted, validated, choice, spec.search().seed());
        });
    }

    private Digest commanded(Candidate.Command command, ColumnBatch training, Path folder, double threshold) {
        try (WorkFolder work = WorkFolder.create()) {
            CommandTrials commands = new CommandTrials(spec, tools.code(), session, work.path());
            return commands.pack(commands.train(command, training, "all"), folder, training, threshold);
        }
    }
}
