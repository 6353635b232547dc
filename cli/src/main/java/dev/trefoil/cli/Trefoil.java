package dev.trefoil.cli;

import dev.trefoil.table.source.TableException;
import java.util.List;
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
        line.addSubcommand(new HelpCommand());
        line.addSubcommand(new DemoCommand(launcher));
        line.addSubcommand(new InitCommand());
        line.addSubcommand(new RunCommand(launcher));
        line.addSubcommand(new PlanCommand(launcher));
        line.addSubcommand(new StatusCommand(launcher));
        line.addSubcommand(new DataCommand(launcher));
        line.addSubcommand(new TrainCommand(launcher));
        line.addSubcommand(new SignCommand(launcher));
        line.addSubcommand(new ServerCommand(launcher));
        line.addSubcommand(new StopCommand());
        line.addSubcommand(new ModelsCommand(launcher));
        line.addSubcommand(new DeployCommand(launcher));
        line.addSubcommand(new RolloutCommand(launcher));
        line.addSubcommand(new RollbackCommand(launcher));
        line.addSubcommand(new TruthCommand(launcher));
        line.addSubcommand(new MonitorCommand(launcher));
        line.addSubcommand(new AlertsCommand(launcher));
        line.addSubcommand(new JobsCommand(launcher));
        line.addSubcommand(new LineageCommand(launcher));
        line.addSubcommand(new AuditCommand(launcher));
        line.addSubcommand(new UndoCommand(launcher));
        line.addSubcommand(new LogsCommand());
        line.addSubcommand(new DoctorCommand());
        line.addSubcommand(new WhoamiCommand(launcher));
        line.addSubcommand(new PredictCommand(new CodeModels()));
        line.addSubcommand(new InspectCommand(new CodeModels()));
        line.addSubcommand(new EvaluateCommand());
        line.addSubcommand(new DriftCommand());
        line.addSubcommand(new DetectCommand());
        line.addSubcommand(new AgreementCommand());
        line.addSubcommand(new LabelIssuesCommand());
        line.addSubcommand(new JudgeCommand());
        line.addSubcommand(new SlicesCommand());
        line.addSubcommand(new ThresholdCommand());
        line.addSubcommand(new VersionCommand(version));
        line.setExecutionExceptionHandler((problem, _, _) -> {
            System.err.println("trefoil: " + message(problem));
            return problem instanceof CommandProblem known ? known.exitCode() : code(problem);
        });
        return line.execute(arguments.toArray(String[]::new));
    }

    private static int code(Exception problem) {
        return problem instanceof IllegalArgumentException && !(problem instanceof TableException) ? 2 : 1;
    }

    private static String message(Exception problem) {
        return problem.getMessage() == null ? problem.toString() : problem.getMessage();
    }
}
