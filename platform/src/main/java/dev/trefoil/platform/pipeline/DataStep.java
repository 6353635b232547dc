package dev.trefoil.platform.pipeline;

import dev.trefoil.core.column.Column;
import dev.trefoil.core.column.ColumnBatch;
import dev.trefoil.core.column.Schema;
import dev.trefoil.core.column.TimeColumn;
import dev.trefoil.core.digest.Digest;
import dev.trefoil.core.digest.DigestBuilder;
import dev.trefoil.core.signature.Task;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.artifact.Artifact;
import dev.trefoil.platform.artifact.ArtifactStore;
import dev.trefoil.platform.artifact.Manifest;
import dev.trefoil.platform.data.DatasetVersion;
import dev.trefoil.platform.data.Datasets;
import dev.trefoil.platform.db.Micros;
import dev.trefoil.platform.project.Charter;
import dev.trefoil.platform.project.CharterChecks;
import dev.trefoil.platform.project.DataFacts;
import dev.trefoil.platform.project.Places;
import dev.trefoil.platform.project.Problem;
import dev.trefoil.platform.project.Section;
import dev.trefoil.platform.project.SourceSpec;
import dev.trefoil.platform.story.Station;
import dev.trefoil.platform.story.Story;
import dev.trefoil.table.EngineLimits;
import dev.trefoil.table.Prepared;
import dev.trefoil.table.Workspace;
import dev.trefoil.table.profile.TableProfile;
import dev.trefoil.table.source.ReadReport;
import dev.trefoil.table.source.Source;
import dev.trefoil.table.source.SourceFiles;
import dev.trefoil.table.source.TableException;
import dev.trefoil.training.sample.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Prepares the table of a trip, or finds that it is prepared already.
final class DataStep {
    /// Raised when a prepared table would come out otherwise from the same inputs.
    private static final String RECIPE = "data/2";

    private static final String PREPARED = "prepared";
    private static final String CONTRACT = "contract";
    private static final int ANOMALIES_TOLD = 20;

    private final ArtifactStore artifacts;
    private final Datasets datasets;
    private final Story story;
    private final DataContracts contracts;
    private final Path work;

    DataStep(ArtifactStore artifacts, Datasets datasets, Story story, Path work) {
        this.artifacts = artifacts;
        this.datasets = datasets;
        this.story = story;
        this.contracts = new DataContracts(work.resolve("engine"));
        this.work = work;
    }

    PreparedTable run(Trip trip) {
        requireFiles(trip.charter(), trip.places(), trip.files(), trip.folder());
        Digest key = key(trip.charter(), TripFiles.of(trip));
        Optional<DatasetVersion> known = datasets.stepResult(trip.project(), "data", key)
                .flatMap(digest -> datasets.find(trip.project(), new Digest(digest)))
                .filter(version ->
                        artifacts.find(new Digest(version.content().file())).isPresent());
        PreparedTable table = known.isPresent() ? reuse(trip, known.get()) : prepare(trip, key);
        // What is judged later, such as a model from elsewhere, is judged on the table of the data section as it is.
        datasets.rememberStep(
                trip.project(),
                PREPARED,
                section(trip.charter()),
                table.version().digest().hex());
        check(trip, table);
        tell(trip, table);
        return table;
    }

    private static Digest section(Charter charter) {
        return Objects.requireNonNull(charter.sections().get(Section.DATA));
    }

    /// The table that was last prepared as this charter's data section has it.
    static Optional<DatasetVersion> prepared(Datasets datasets, Charter charter) {
        return datasets.stepResult(charter.project(), PREPARED, section(charter))
                .flatMap(digest -> datasets.find(charter.project(), new Digest(digest)));
    }

    /// Every source and the SQL must be there; all that are not are named with their place.
    static void requireFiles(Charter charter, Places places, Manifest files, Path folder) {
        List<String> problems = new ArrayList<>();
        charter.data().sources().forEach((name, spec) -> {
            try {
                SourceFiles.find(folder, spec.path());
            } catch (TableException e) {
                problems.add(problem(places, folder, "data.sources." + name + ".path", e));
            }
        });
        String prepare = charter.data().prepare();
        if (prepare != null && files.find(prepare).isEmpty()) {
            problems.add(places.problem(
                            Problem.Severity.ERROR,
                            "data.prepare",
                            prepare + ": there is no such file",
                            "put it into the project's folder, or correct the path")
                    .toString());
        }
        if (!problems.isEmpty()) {
            throw PlatformException.invalid("data " + charter.project(), String.join("\n", problems));
        }
    }

    private static String problem(Places places, Path root, String path, TableException e) {
        String folder = root.toAbsolutePath().normalize().toString();
        String mend =
                e.mend().replace(folder + "/", "").replace("looked below " + folder, "looked in the project's folder")
                        + (e.problem().startsWith("no") || e.problem().startsWith("there is no")
                                ? "; files in folders called build, target or venv, or whose name begins with a dot, are not"
                                        + " part of a project"
                                : "");
        return places.problem(Problem.Severity.ERROR, path, e.place() + ": " + e.problem(), mend)
                .toString();
    }

    /// The same key, the same table.
    static Digest key(Charter charter, TripFiles files) {
        return new DigestBuilder()
                .add(RECIPE)
                .add(section(charter))
                .add(files.dataDigest())
                .build();
    }

    private PreparedTable reuse(Trip trip, DatasetVersion version) {
        Path file = work.resolve("datasets").resolve(version.digest().hex() + ".parquet");
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            artifacts.fetch(new Digest(version.content().file()), file);
        }
        Digest key = contractKey(trip, version.digest());
        Optional<DataContracts.Checked> known = datasets.stepResult(trip.project(), CONTRACT, key)
                .map(result -> PipelineCodec.read(result, DataContracts.Checked.class));
        if (known.isPresent() && !known.get().inferred()) {
            return new PreparedTable(version, file, true, known.get());
        }
        DataContracts.Checked checked = contracts.check(trip, file, () -> contracts.profile(file));
        datasets.rememberStep(trip.project(), CONTRACT, key, PipelineCodec.write(checked));
        return new PreparedTable(version, file, true, checked);
    }

    /// The contract is a file of its own: another contract is another check of the same table.
    private static Digest contractKey(Trip trip, Digest dataset) {
        String contract = trip.files()
                .find(trip.charter().data().contract())
                .map(file -> file.digest().hex())
                .orElse("");
        return new DigestBuilder().add(CONTRACT).add(dataset).add(contract).build();
    }

    private PreparedTable prepare(Trip trip, Digest key) {
        trip.job().progress(0.02, "preparing the data");
        long start = System.nanoTime();
        List<ReadReport> reports = new ArrayList<>();
        List<DatasetVersion.SourceDigest> sources = new ArrayList<>();
        Path target = work.resolve("datasets").resolve("incoming-" + key.brief() + ".parquet");
        try (Workspace workspace = Workspace.open(work.resolve("engine"), EngineLimits.USUAL)) {
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            for (Map.Entry<String, SourceSpec> entry :
                    trip.charter().data().sources().entrySet()) {
                Source source = new Source(
                        entry.getKey(),
                        trip.folder(),
                        entry.getValue().path(),
                        entry.getValue().options());
                reports.add(workspace.add(source));
                sources.add(new DatasetVersion.SourceDigest(
                        entry.getKey(),
                        TripFiles.of(trip)
                                .sourceDigest(entry.getKey(), entry.getValue())
                                .hex()));
                trip.job().stopIfCancelled();
            }
            AtomicReference<TableProfile> shape = new AtomicReference<>();
            Prepared prepared =
                    workspace.prepare(sql(trip), place(trip), target, file -> shape.set(contracts.profile(file)));
            trip.job().stopIfCancelled();
            return store(trip, key, prepared, Objects.requireNonNull(shape.get()), reports, sources, start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String place(Trip trip) {
        return Optional.ofNullable(trip.charter().data().prepare()).orElse("trefoil.yaml");
    }

    private static String sql(Trip trip) throws IOException {
        String prepare = trip.charter().data().prepare();
        if (prepare == null) {
            String only = trip.charter().data().sources().firstKey();
            return "SELECT * FROM \"" + only.replace("\"", "\"\"") + "\"";
        }
        Path file = trip.folder().resolve(prepare).normalize();
        if (!file.startsWith(trip.folder()) || !Files.isRegularFile(file)) {
            throw PlatformException.invalid(
                    prepare, "data.prepare names '" + prepare + "', which is not in the project folder.");
        }
        return Files.readString(file);
    }

    private PreparedTable store(
            Trip trip,
            Digest key,
            Prepared prepared,
            TableProfile shape,
            List<ReadReport> reports,
            List<DatasetVersion.SourceDigest> sources,
            long start)
            throws IOException {
        DataContracts.Checked checked = contracts.check(trip, prepared.file(), () -> shape);
        Artifact file;
        try (InputStream in = Files.newInputStream(prepared.file())) {
            file = artifacts.put(in);
        }
        Artifact profile = artifacts.put(new java.io.ByteArrayInputStream(PipelineCodec.document(shape)));
        DatasetVersion version = datasets.remember(
                trip.project(),
                prepared.digest(),
                "prepared",
                prepared.rows(),
                new DatasetVersion.Content(
                        file.digest().hex(),
                        prepared.schema().columns(),
                        sources,
                        reports.stream().mapToLong(ReadReport::read).sum(),
                        reports.stream().mapToLong(ReadReport::refused).sum(),
                        profile.digest().hex(),
                        checked.anomalies(),
                        (System.nanoTime() - start) / 1_000_000));
        Path home = work.resolve("datasets").resolve(version.digest().hex() + ".parquet");
        Files.move(prepared.file(), home, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        datasets.rememberStep(
                trip.project(), CONTRACT, contractKey(trip, version.digest()), PipelineCodec.write(checked));
        datasets.rememberStep(trip.project(), "data", key, version.digest().hex());
        for (ReadReport report : reports) {
            tellReport(trip, report);
        }
        return new PreparedTable(version, home, false, checked);
    }

    private void tellReport(Trip trip, ReadReport report) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("source", report.source());
        values.put("read", report.read());
        values.put("refused", report.refused());
        values.put("reasons", report.refusals());
        values.put("notes", report.notes());
        story.tell(trip.project(), Station.DATA, "source", report.words(), values);
    }

    /// What the table shows to be wrong about the charter: all of it at once.
    private void check(Trip trip, PreparedTable table) {
        try (Workspace workspace = Workspace.open(work.resolve("engine"), EngineLimits.USUAL)) {
            workspace.add(Source.of("prepared", table.file()));
            Schema schema = workspace.schema("prepared");
            List<Problem> problems =
                    CharterChecks.against(trip.charter(), trip.places(), schema, facts(trip, workspace, schema));
            List<String> errors = problems.stream()
                    .filter(Problem::error)
                    .map(Problem::toString)
                    .toList();
            if (!errors.isEmpty()) {
                throw PlatformException.invalid("charter " + trip.project(), String.join("\n", errors));
            }
            for (Problem problem : problems) {
                story.tell(trip.project(), Station.DESIGN, "lint", problem.toString(), Map.of("path", problem.path()));
            }
        }
    }

    private static DataFacts facts(Trip trip, Workspace workspace, Schema schema) {
        String label = trip.charter().data().label().name();
        String time = trip.charter().data().time();
        if (!schema.contains(label)) {
            return new DataFacts(workspace.rows("prepared", null), 0, 0, Task.BINARY, new TreeMap<>(), null, null);
        }
        List<String> columns = new ArrayList<>(List.of(label));
        if (time != null && schema.contains(time) && !time.equals(label)) {
            columns.add(time);
        }
        ColumnBatch rows = workspace.read("prepared", columns, null);
        Column labels = rows.column(label);
        SortedMap<String, Long> counts = new TreeMap<>();
        long missing = 0;
        for (int r = 0; r < rows.rows(); r++) {
            String text = labels.text(r);
            if (text == null) {
                missing++;
            } else {
                counts.merge(text, 1L, Long::sum);
            }
        }
        Task task = task(trip, rows);
        Span span = span(time == null ? null : rows.find(time).orElse(null));
        return new DataFacts(
                rows.rows(),
                missing,
                counts.size(),
                task,
                task == Task.REGRESSION ? new TreeMap<>() : counts,
                span.first(),
                span.last());
    }

    private static Task task(Trip trip, ColumnBatch rows) {
        try {
            return Target.infer(rows, trip.charter().data().label().name(), null, null)
                    .task();
        } catch (IllegalArgumentException _) {
            return Task.BINARY;
        }
    }

    private record Span(
            @Nullable LocalDateTime first, @Nullable LocalDateTime last) {}

    private static Span span(@Nullable Column column) {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        if (column instanceof TimeColumn times) {
            for (int r = 0; r < times.size(); r++) {
                if (!times.missing(r)) {
                    first = Math.min(first, times.micros()[r]);
                    last = Math.max(last, times.micros()[r]);
                }
            }
        }
        return last == Long.MIN_VALUE ? new Span(null, null) : new Span(local(first), local(last));
    }

    private static LocalDateTime local(long micros) {
        return LocalDateTime.ofInstant(Micros.instant(micros), ZoneOffset.UTC);
    }

    private void tell(Trip trip, PreparedTable table) {
        DatasetVersion version = table.version();
        List<String> anomalies = table.contract().anomalies();
        int columns = version.content().columns().size();
        String says = (table.reused()
                        ? "dataset " + version.digest().brief() + " is unchanged: " + Says.count(version.rows())
                                + " rows × " + columns + " columns, reused"
                        : Says.count(version.rows()) + " rows × " + columns + " columns, "
                                + Says.seconds(version.content().millis()) + ", dataset "
                                + version.digest().brief())
                + " · " + contract(table.contract());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("dataset", version.digest().hex());
        values.put("rows", version.rows());
        values.put("columns", columns);
        values.put("read", version.content().read());
        values.put("refused", version.content().refused());
        values.put("millis", version.content().millis());
        values.put("reused", table.reused());
        values.put("anomalies", anomalies);
        for (String anomaly : anomalies.subList(0, Math.min(ANOMALIES_TOLD, anomalies.size()))) {
            story.tell(trip.project(), Station.DATA, "anomaly", anomaly, Map.of("dataset", version.digest()));
        }
        if (anomalies.size() > ANOMALIES_TOLD) {
            story.tell(
                    trip.project(),
                    Station.DATA,
                    "anomaly",
                    "and " + (anomalies.size() - ANOMALIES_TOLD) + " more: see ./trefoil data contract",
                    Map.of("dataset", version.digest()));
        }
        story.tell(trip.project(), Station.DATA, "prepared", says, values);
    }

    private static String contract(DataContracts.Checked checked) {
        if (checked.inferred()) {
            return "contract inferred";
        }
        int count = checked.anomalies().size();
        return count == 0 ? "contract kept" : "contract broken in " + count + (count == 1 ? " place" : " places");
    }
}
