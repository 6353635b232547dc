package dev.trefoil.cli;

import dev.trefoil.table.source.TableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/// The program's commands.
@Command(
        name = "trefoil",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Takes a machine-learning model round its whole life: design, development, deployment, and back.",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong use, 3 a gate said no, 4 inconclusive, 130 interrupted.",
            "Environment: TREFOIL_HOME, TREFOIL_URL, TREFOIL_TOKEN."
        })
public final class Trefoil implements Runnable {
    private Trefoil() {}

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /// Runs one command; answers its exit code.
    public static int execute(List<String> arguments, String version, ServerLauncher launcher) {
        CommandLine line = new CommandLine(new Trefoil());
        Map<String, Supplier<Object>> all = commands(version, launcher);
        Supplier<Object> asked = arguments.isEmpty() ? null : all.get(arguments.getFirst());
        if (asked != null && !arguments.getFirst().equals("help")) {
            line.addSubcommand(arguments.getFirst(), asked.get());
        } else {
            all.forEach((name, command) -> line.addSubcommand(name, command.get()));
        }
        line.setExecutionExceptionHandler((problem, _, _) -> {
            System.err.println("trefoil: " + message(problem));
            return problem instanceof CommandProblem known ? known.exitCode() : code(problem);
        });
        return line.execute(arguments.toArray(String[]::new));
    }

    /// The commands by name, in the order of the help text. Each is made when it is needed: reading the options of all
    /// of them took a third of the time in which a server starts.
    private static Map<String, Supplier<Object>> commands(String version, ServerLauncher launcher) {
        Map<String, Supplier<Object>> all = new LinkedHashMap<>();
        all.put("help", () -> new HelpCommand()); // a method reference to this class breaks the start-up cache
        all.put("demo", () -> new DemoCommand(launcher));
        all.put("init", InitCommand::new);
        all.put("run", () -> new RunCommand(launcher));
        all.put("plan", () -> new PlanCommand(launcher));
        all.put("status", () -> new StatusCommand(launcher));
        all.put("data", () -> new DataCommand(launcher));
        all.put("train", () -> new TrainCommand(launcher));
        all.put("sign", () -> new SignCommand(launcher));
        all.put("server", () -> new ServerCommand(launcher));
        all.put("stop", StopCommand::new);
        all.put("models", () -> new ModelsCommand(launcher));
        all.put("deploy", () -> new DeployCommand(launcher));
        all.put("rollout", () -> new RolloutCommand(launcher));
        all.put("rollback", () -> new RollbackCommand(launcher));
        all.put("truth", () -> new TruthCommand(launcher));
        all.put("monitor", () -> new MonitorCommand(launcher));
        all.put("alerts", () -> new AlertsCommand(launcher));
        all.put("jobs", () -> new JobsCommand(launcher));
        all.put("lineage", () -> new LineageCommand(launcher));
        all.put("audit", () -> new AuditCommand(launcher));
        all.put("undo", () -> new UndoCommand(launcher));
        all.put("logs", LogsCommand::new);
        all.put("doctor", DoctorCommand::new);
        all.put("whoami", () -> new WhoamiCommand(launcher));
        all.put("predict", () -> new PredictCommand(new CodeModels()));
        all.put("inspect", () -> new InspectCommand(new CodeModels()));
        all.put("evaluate", EvaluateCommand::new);
        all.put("drift", DriftCommand::new);
        all.put("detect", DetectCommand::new);
        all.put("agreement", AgreementCommand::new);
        all.put("label-issues", LabelIssuesCommand::new);
        all.put("judge", JudgeCommand::new);
        all.put("slices", SlicesCommand::new);
        all.put("threshold", ThresholdCommand::new);
        all.put("version", () -> new VersionCommand(version));
        return all;
    }

    private static int code(Exception problem) {
        return problem instanceof IllegalArgumentException && !(problem instanceof TableException) ? 2 : 1;
    }

    private static String message(Exception problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }
}
