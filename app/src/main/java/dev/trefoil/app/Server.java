package dev.trefoil.app;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.gateway.Inference;
import dev.trefoil.gateway.Meters;
import dev.trefoil.gateway.Onlookers;
import dev.trefoil.gateway.capture.Capture;
import dev.trefoil.gateway.route.RouteTable;
import dev.trefoil.inference.python.PythonModels;
import dev.trefoil.inference.python.PythonSettings;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.AuditLog;
import dev.trefoil.platform.access.TokenBook;
import dev.trefoil.platform.access.Tokens;
import dev.trefoil.platform.artifact.ArtifactFolders;
import dev.trefoil.platform.artifact.LocalArtifactStore;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.db.Database;
import dev.trefoil.platform.db.DatabaseAddress;
import dev.trefoil.platform.db.Migrations;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.deployment.Rollouts;
import dev.trefoil.platform.event.AddressGuard;
import dev.trefoil.platform.event.Outbox;
import dev.trefoil.platform.event.WebhookSender;
import dev.trefoil.platform.event.Webhooks;
import dev.trefoil.platform.jobs.JobHandler;
import dev.trefoil.platform.jobs.JobRunner;
import dev.trefoil.platform.jobs.Jobs;
import dev.trefoil.platform.jobs.Lease;
import dev.trefoil.platform.monitoring.AlertHooks;
import dev.trefoil.platform.monitoring.Alerts;
import dev.trefoil.platform.monitoring.Desk;
import dev.trefoil.platform.monitoring.ReleaseGate;
import dev.trefoil.platform.monitoring.Releases;
import dev.trefoil.platform.monitoring.Retraining;
import dev.trefoil.platform.monitoring.Watch;
import dev.trefoil.platform.pipeline.Insights;
import dev.trefoil.platform.pipeline.Loop;
import dev.trefoil.platform.pipeline.Planner;
import dev.trefoil.platform.pipeline.RegisterJob;
import dev.trefoil.platform.pipeline.TrialRuns;
import dev.trefoil.platform.pipeline.TripJob;
import dev.trefoil.platform.prediction.CaptureIntake;
import dev.trefoil.platform.prediction.CaptureRules;
import dev.trefoil.platform.prediction.Predictions;
import dev.trefoil.platform.project.CaptureSpec;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.Charters;
import dev.trefoil.platform.project.Projects;
import dev.trefoil.platform.project.Signatures;
import dev.trefoil.platform.registry.ModelRegistry;
import dev.trefoil.platform.registry.Packages;
import dev.trefoil.platform.story.Story;
import dev.trefoil.platform.tracking.ArtifactTree;
import dev.trefoil.platform.tracking.Experiments;
import dev.trefoil.platform.tracking.MetricHistory;
import dev.trefoil.platform.tracking.Runs;
import dev.trefoil.platform.verdict.Verdicts;
import dev.trefoil.server.api.AuditRoutes;
import dev.trefoil.server.api.BlobRoutes;
import dev.trefoil.server.api.EndpointRoutes;
import dev.trefoil.server.api.EventRoutes;
import dev.trefoil.server.api.HandMoves;
import dev.trefoil.server.api.InsightRoutes;
import dev.trefoil.server.api.JobRoutes;
import dev.trefoil.server.api.LineageRoutes;
import dev.trefoil.server.api.ModelRoutes;
import dev.trefoil.server.api.OpenApiDocument;
import dev.trefoil.server.api.PlanRoutes;
import dev.trefoil.server.api.ProjectRoutes;
import dev.trefoil.server.api.ProjectStatus;
import dev.trefoil.server.api.RunFileRoutes;
import dev.trefoil.server.api.RunRoutes;
import dev.trefoil.server.api.StatusRoutes;
import dev.trefoil.server.api.SystemRoutes;
import dev.trefoil.server.api.TokenRoutes;
import dev.trefoil.server.api.WaysBack;
import dev.trefoil.server.api.WebhookRoutes;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRoute;
import dev.trefoil.server.http.Guard;
import dev.trefoil.server.http.WebServer;
import dev.trefoil.training.Trainings;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.FileHandler;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;

/// The one composition root: every part of a server, made in order and closed in reverse.
public final class Server implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Server.class.getName());
    private static final int ROWS_IN_FLIGHT = 1_000_000;
    private static final int ROWS_TO_LOOK_AT = 250_000;

    private final Database database;
    private final ExecutorService handlers;
    private final JobRunner jobRunner;
    private final Capture capture;
    private final RouteTable routeTable;
    private final Onlookers onlookers;
    private final WatchThread watchThread;
    private final WebhookSender webhookSender;
    private final WebServer web;
    private final ServerFile file;
    private final HomeFolder home;
    private final FileHandler log;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Server(ServerOptions options) {
        home = HomeFolder.take(options.home());
        log = Logging.into(home.path());
        Clock clock = Clock.systemUTC();
        database = Database.open(address(options), Migrations.shipped());
        LocalArtifactStore artifacts = new LocalArtifactStore(home.folder("artifacts"), true);
        AuditLog audit = new AuditLog(database, clock);
        Outbox outbox = new Outbox(database, clock);
        Jobs jobs = new Jobs(database, outbox, clock);
        Story story = new Story(database, outbox, clock);
        Projects projects = new Projects(database, audit, outbox, clock);
        Charters charters = new Charters(database, projects, audit, outbox, clock);
        Signatures signatures = new Signatures(database, charters, audit, outbox, clock);
        Verdicts verdicts = new Verdicts(database, clock);
        Experiments experiments = Experiments.open(database, clock);
        Runs runs = new Runs(
                database,
                outbox,
                clock,
                RandomGeneratorFactory.of("L64X128MixRandom").create(clock.millis()));
        Datasets datasets = new Datasets(database, clock);
        ModelRegistry registry = new ModelRegistry(database, audit, outbox, clock);
        PythonModels code = new PythonModels(
                PythonSettings.of(home.path(), System.getenv()), line -> LOG.log(Level.WARNING, "{0}", line));
        Packages packages = new Packages(new ArtifactFolders(artifacts), home.folder("packages"), code);
        Trainings trainings = new Trainings(code);
        routeTable = new RouteTable();
        GatewayRoutes sink = new GatewayRoutes(routeTable, charters, registry, packages, datasets);
        Endpoints endpoints = new Endpoints(database, audit, outbox, clock, sink);
        Rollouts rollouts = new Rollouts(database, endpoints, clock);
        Predictions predictions = new Predictions(database, clock);
        CaptureIntake intake =
                new CaptureIntake(database, endpoint -> captureRules(endpoints, charters, endpoint), outbox, clock);
        capture = new Capture(
                home.folder("capture"), new LocalSink(intake), new Capture.Limits(500_000, 2L << 30), clock);
        AddressGuard callable = callable(options.host());
        String token = home.token();
        AlertHooks hooks = new AlertHooks(
                database,
                new Webhooks(database, callable, clock),
                project -> Digest.of(token + "/webhook/" + project).hex());
        webhookSender = new WebhookSender(database, outbox, callable, clock);
        Alerts alerts = new Alerts(database, audit, outbox, hooks);
        Releases releases = new Releases(endpoints, rollouts, story);
        Desk desk = new Desk(
                database,
                endpoints,
                rollouts,
                predictions,
                charters,
                registry,
                packages,
                verdicts,
                alerts,
                jobs,
                story);
        Watch watch = new Watch(desk, clock);
        Path work = home.folder("work");
        Function<Charter, List<String>> unsigned = charter -> signatures.voidSections(charter.project()).stream()
                .map(status -> status.section().word())
                .toList();
        Loop.Stores stores = new Loop.Stores(database, artifacts, datasets, registry, verdicts, story);
        Loop loop = new Loop(
                stores,
                new Loop.Making(new TrialRuns(database, experiments, runs, clock), trainings, work),
                unsigned,
                (trip, version, _) ->
                        releases.start(trip.principal(), trip.charter(), version, "released by the loop"));
        Map<String, JobHandler> handlersByKind = Map.of(
                "trip",
                new TripJob(artifacts, loop, work),
                "register",
                new RegisterJob(stores, charters, unsigned, trainings, work),
                "retrain",
                new Retraining(desk, artifacts, datasets, releases, trainings, work));
        jobRunner = new JobRunner(
                jobs,
                outbox,
                new Lease("server@" + options.home().toAbsolutePath(), Duration.ofSeconds(30)),
                handlersByKind);
        Meters meters = new Meters();
        onlookers = new Onlookers(capture, meters, ROWS_TO_LOOK_AT);
        Inference inference = new Inference(routeTable, onlookers, clock, ROWS_IN_FLIGHT, meters);
        handlers = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("request-", 0).factory());
        TokenBook tokens =
                new TokenBook(database, audit, new Tokens(database, clock, new SecureRandom()), clock, handlers);
        ProjectStatus status =
                new ProjectStatus(charters, signatures, registry, endpoints, rollouts, verdicts, story, jobs, alerts);
        HandMoves hands = new HandMoves(endpoints, story);
        List<ApiRoute> routes = new ArrayList<>();
        routes.addAll(new BlobRoutes(artifacts).routes());
        routes.addAll(new JobRoutes(jobs).routes());
        routes.addAll(new TokenRoutes(tokens, clock).routes());
        routes.addAll(new EventRoutes(outbox).routes());
        routes.addAll(new AuditRoutes(
                        audit,
                        new WaysBack(
                                audit,
                                endpoints,
                                rollouts,
                                registry,
                                alerts,
                                new WaysBack.Signed(charters, signatures)),
                        hands)
                .routes());
        ModelRoutes.Registering registering = new ModelRoutes.Registering(projects, artifacts, jobs);
        routes.addAll(new ModelRoutes(
                        registry, registering, new ReleaseGate(charters, registry, verdicts, releases, unsigned))
                .routes());
        routes.addAll(new InsightRoutes(
                        new Insights(new Insights.Models(registry, packages), datasets, charters, artifacts, work),
                        projects)
                .routes());
        routes.addAll(new WebhookRoutes(hooks, projects).routes());
        routes.addAll(new LineageRoutes(registry, datasets, charters, endpoints).routes());
        routes.addAll(
                new EndpointRoutes(endpoints, rollouts, predictions, meters, capture::account, clock, hands).routes());
        routes.addAll(new ProjectRoutes(projects, charters, signatures, artifacts, jobs).routes());
        routes.addAll(new PlanRoutes(new Planner(artifacts, charters, datasets, work), artifacts).routes());
        routes.addAll(new StatusRoutes(projects, status, story, datasets, watch, alerts).routes());
        routes.addAll(new SystemRoutes(meters, capture::account, Main.version()).routes());
        routes.addAll(new RunRoutes(experiments, runs, new MetricHistory(database)).routes());
        routes.addAll(new RunFileRoutes(runs, new ArtifactTree(database), artifacts).routes());
        Map<String, Object> document = OpenApiDocument.of(routes, Main.version());
        routes.add(ApiRoute.get(OpenApiDocument.PATH, "This document", _ -> ApiAnswer.ok(document)));
        Guard guard = new Guard(!options.requireToken(), token, tokens::find);
        endpoints.restore();
        capture.start();
        onlookers.start();
        jobRunner.start(1);
        webhookSender.start();
        watchThread = new WatchThread(watch, outbox);
        watchThread.start();
        try {
            web = new WebServer(
                    new WebServer.Address(options.host(), options.port()),
                    new WebServer.Control(routes, guard, handlers, home.folder("uploads")),
                    inference,
                    meters);
        } catch (PlatformException e) {
            closeRest();
            throw e;
        }
        file = ServerFile.write(home.path(), options.host(), web.port());
    }

    /// Starts everything; ready when it returns.
    ///
    /// @throws PlatformException UNAVAILABLE with the mend, such as when the port is taken
    public static Server start(ServerOptions options) {
        return new Server(options);
    }

    /// This machine may be called by a server that only this machine can reach; other private hosts by name.
    private static AddressGuard callable(String host) {
        String named =
                Optional.ofNullable(System.getenv("TREFOIL_WEBHOOK_HOSTS")).orElse("");
        Set<String> hosts = Arrays.stream(named.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
        return new AddressGuard(List.of("127.0.0.1", "localhost", "::1").contains(host), hosts);
    }

    private static DatabaseAddress address(ServerOptions options) {
        return options.database().isEmpty()
                ? new DatabaseAddress.SqliteFile(options.home().resolve("trefoil.db"))
                : DatabaseAddress.parse(options.database());
    }

    private static CaptureRules captureRules(Endpoints endpoints, Charters charters, String endpoint) {
        return endpoints
                .find(endpoint)
                .map(found -> charters.read(charters.require(
                                found.project(), new Digest(found.route().charter())))
                        .monitoring()
                        .capture())
                .map(Server::rules)
                .orElse(CaptureRules.KEEP_ALL);
    }

    private static CaptureRules rules(CaptureSpec spec) {
        return new CaptureRules(new java.util.HashSet<>(spec.exclude()), new java.util.HashSet<>(spec.hash()));
    }

    /// Where it answers.
    public String url() {
        return file.url();
    }

    /// Stops taking requests, finishes what runs, ships what was captured.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            web.close();
            closeRest();
            file.delete();
        }
    }

    private void closeRest() {
        watchThread.close();
        webhookSender.close();
        jobRunner.close();
        onlookers.close();
        routeTable.close(); // ends the processes of the models
        capture.close();
        handlers.shutdownNow();
        database.close();
        Logging.stop(log);
        home.release();
    }
}
