package dev.trefoil.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Requests for predictions, good and bad, in both dialects, to a model that was trained, released and serves.
class PredictRequestsTest {
    private static final String INFER = "/v2/models/members/infer";
    private static final String INVOKE = "/endpoints/members/invocations";
    private static final String GOOD = """
            {"name":"paid","shape":[1],"datatype":"FP64","data":[80.5]},
            {"name":"visits","shape":[1],"datatype":"INT64","data":[1]},
            {"name":"family","shape":[1],"datatype":"BOOL","data":[false]},
            {"name":"city","shape":[1],"datatype":"BYTES","data":["north"]}""";

    private static @Nullable House opened;

    @BeforeAll
    static void serve() {
        House house = new House(House.fresh("predict"));
        opened = house;
        house.run(Members.files(Members.charter()));
        House.require(house.post("/api/v1/endpoints/members/rollout/promote", Map.of("all", true)), 200);
    }

    @AfterAll
    static void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static House house() {
        return java.util.Objects.requireNonNull(opened);
    }

    private static String inputs(String tensors) {
        return "{\"inputs\":[" + tensors + "]}";
    }

    private static House.Answer infer(String body) {
        return house().post(INFER, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static House.Answer invoke(String body) {
        return house().post(INVOKE, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    private static double probability(House.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("outputs").path(0).path("data").path(0).asDouble();
    }

    /// 4xx, JSON, one line that says what is wrong.
    private static void refused(House.Answer answer, int status, String says) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonNode body = answer.json();
        String message = body.path("error").asString(body.path("message").asString(""));
        assertThat(message).contains(says).doesNotContain("\n");
    }

    @Test
    void theServerAndItsModelsAreDescribed() {
        JsonNode server = house().get("/v2").json();
        assertThat(server.path("name").asString("")).isEqualTo("trefoil");
        for (String probe : List.of("/v2/health/live", "/v2/health/ready")) {
            JsonNode health = house().get(probe).json();
            assertThat(health.path("live").asBoolean()).isTrue();
            assertThat(health.path("ready").asBoolean()).isTrue();
        }
        JsonNode model = house().get("/v2/models/members").json();
        assertThat(model.path("versions").path(0).asString("")).isEqualTo("v1");
        Map<String, String> types = new HashMap<>();
        model.path("inputs")
                .forEach(input -> types.put(
                        input.path("name").asString(""), input.path("datatype").asString("")));
        assertThat(types)
                .containsEntry("paid", "FP64")
                .containsEntry("visits", "INT64")
                .containsEntry("family", "BOOL")
                .containsEntry("city", "BYTES")
                .doesNotContainKey("left");
        assertThat(house().get("/v2/models/members/ready").json().path("ready").asBoolean())
                .isTrue();
        assertThat(house().get("/v2/models/members/versions/1/ready").status()).isEqualTo(200);
        assertThat(house().get("/v2/models/members/versions/1").status()).isEqualTo(200);
        refused(house().get("/v2/models/members/versions/9/ready"), 404, "does not serve version '9'");
        refused(house().get("/v2/models/other"), 404, "there is no endpoint 'other'; there are [members]");
        refused(house().get("/v2/models/other/ready"), 404, "there is no endpoint 'other'");
        refused(house().get("/v2/nothing"), 404, "there is no /v2/nothing");
    }

    @Test
    void theOrderOfInputsDoesNotMatter() {
        double asGiven = probability(infer(inputs(GOOD)));
        List<String> tensors = List.of(GOOD.split(",\n"));
        String reversed = String.join(",", tensors.reversed());
        assertThat(probability(infer(inputs(reversed)))).isEqualTo(asGiven).isBetween(0.5, 1.0);
    }

    @Test
    void bothDialectsGiveTheSameProbability() {
        double v2 = probability(infer(inputs(GOOD)));
        List<String> bodies = List.of(
                "{\"dataframe_split\":{\"columns\":[\"paid\",\"visits\",\"family\",\"city\"],\"data\":[[80.5,1,false,\"north\"]]}}",
                "{\"dataframe_records\":[{\"city\":\"north\",\"paid\":80.5,\"visits\":1,\"family\":false}]}",
                "{\"instances\":[{\"city\":\"north\",\"paid\":80.5,\"visits\":1,\"family\":false}]}",
                "{\"inputs\":{\"paid\":[80.5],\"visits\":[1],\"family\":[false],\"city\":[\"north\"]}}",
                "{\"inputs\":{\"paid\":[80.5],\"visits\":[1],\"family\":[false],\"city\":[\"north\"]},\"params\":{}}");
        for (String body : bodies) {
            House.Answer answer = invoke(body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("predictions").path(0).asDouble())
                    .as(body)
                    .isEqualTo(v2);
            assertThat(answer.json().path("prediction_ids").size()).isEqualTo(1);
        }
        House.Answer csv = house().post(
                        INVOKE,
                        "text/csv; charset=utf-8",
                        "paid,visits,family,city\n80.5,1,false,north\n".getBytes(StandardCharsets.UTF_8));
        assertThat(csv.json().path("predictions").path(0).asDouble()).isEqualTo(v2);
        House.Answer only = house().post(
                        "/invocations", "application/json", bodies.getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(only.json().path("predictions").path(0).asDouble()).isEqualTo(v2);
    }

    @Test
    void everyRowGetsAnIdOfItsOwn() {
        Map<String, Object> ask = Members.ask(5, 0, 50);
        ask.put("parameters", Map.of());
        House.Answer answer = House.require(house().post(INFER, ask), 200);
        Set<String> ids = new HashSet<>();
        answer.json().path("parameters").path("prediction_ids").forEach(id -> ids.add(id.asString("")));
        assertThat(ids).hasSize(50);
        assertThat(answer.json().path("id").asString("")).isEqualTo("r-1");
        assertThat(answer.json().path("outputs").path(0).path("data").size()).isEqualTo(50);
        assertThat(answer.json().path("parameters").path("answered_by").path(49).asString(""))
                .isEqualTo("v1");
    }

    @Test
    void callersNameTheirPredictionsInTheBodyOrInHeaders() {
        String body = "{\"id\":\"x\",\"parameters\":{\"prediction_ids\":[\"mine-1\"],"
                + "\"event_times\":[\"2024-02-01T10:00:00\"],\"keys\":[\"anna\"]},\"inputs\":[" + GOOD + "]}";
        assertThat(infer(body)
                        .json()
                        .path("parameters")
                        .path("prediction_ids")
                        .path(0)
                        .asString(""))
                .isEqualTo("mine-1");
        House.Answer byHeader = house().post(
                        INVOKE,
                        "application/json",
                        "{\"dataframe_records\":[{\"paid\":1,\"visits\":1,\"family\":true,\"city\":\"south\"}]}"
                                .getBytes(StandardCharsets.UTF_8),
                        "X-Prediction-Id",
                        "mine-2",
                        "X-Event-Time",
                        "2024-02-01T10:00:00Z",
                        "X-Sticky-Key",
                        "anna");
        assertThat(byHeader.json().path("prediction_ids").path(0).asString("")).isEqualTo("mine-2");
    }

    @Test
    void whatCallersSayOfRowsMustFitTheRows() {
        refused(
                infer("{\"parameters\":{\"prediction_ids\":[\"a\",\"b\"]},\"inputs\":[" + GOOD + "]}"),
                400,
                "prediction_ids has 2 entries for 1 rows");
        refused(infer("{\"parameters\":{\"prediction_ids\":[\"\"]},\"inputs\":[" + GOOD + "]}"), 400, "1 to 256");
        for (String field : List.of("prediction_ids", "keys")) {
            String control = "{\"parameters\":{\"" + field + "\":[\"a\\u0000b\"]},\"inputs\":[" + GOOD + "]}";
            refused(infer(control), 400, field + " holds texts without control characters");
        }
        refused(
                infer("{\"parameters\":{\"event_times\":[1]},\"inputs\":[" + GOOD + "]}"),
                400,
                "event_times are microseconds since 1970");
        for (String name : List.of("X-Prediction-Id", "X-Sticky-Key")) {
            byte[] one = House.JSON.writeValueAsBytes(Members.ask(5, 0, 1));
            refused(house().post(INFER, "application/json", one, name, ""), 400, name + " holds texts of 1 to 256");
        }
        refused(
                infer("{\"parameters\":{\"event_times\":[\"soon\"]},\"inputs\":[" + GOOD + "]}"),
                400,
                "event_times', row 0");
        refused(
                infer("{\"parameters\":{\"event_times\":[\"9999-01-01\"]},\"inputs\":[" + GOOD + "]}"),
                400,
                "more than 400 days ahead");
        Map<String, Object> twice = Members.ask(5, 0, 2);
        twice.put("parameters", Map.of("prediction_ids", List.of("a", "a")));
        refused(house().post(INFER, twice), 400, "names 'a' twice, again at row 1");
        House.Answer header = house().post(
                        INFER,
                        "application/json",
                        House.JSON.writeValueAsBytes(Members.ask(5, 0, 2)),
                        "X-Prediction-Id",
                        "a");
        refused(header, 400, "speak of one row");
    }

    @Test
    void missingExtraAndMistypedInputsAreNamed() {
        String lacking = GOOD.substring(0, GOOD.lastIndexOf(",\n"));
        refused(infer(inputs(lacking)), 400, "missing input 'city'");
        refused(
                infer(inputs(GOOD + ",{\"name\":\"shoe_size\",\"shape\":[1],\"datatype\":\"FP64\",\"data\":[44]}")),
                400,
                "unexpected input 'shoe_size'");
        refused(infer(inputs(GOOD.replace("[80.5]", "[\"a lot\"]"))), 400, "input 'paid', row 0: expected a number");
        refused(infer(inputs(GOOD.replace("FP64", "BYTES"))), 400, "has datatype BYTES; the model takes FP64");
        refused(infer(inputs(GOOD.replace("\"INT64\"", "\"FP32\""))), 400, "has datatype FP32; the model takes INT64");
        refused(infer(inputs(GOOD.replace("\"BOOL\"", "\"BOOLEAN\""))), 400, "datatype BOOLEAN");
        refused(infer(inputs(GOOD.replace("\"data\":[1]", "\"data\":[1.5]"))), 400, "is no whole number");
        refused(infer(inputs(GOOD.replace("\"data\":[false]", "\"data\":[7]"))), 400, "true or false");
        refused(infer(inputs(GOOD + "," + GOOD)), 400, "is given twice");
        refused(infer(inputs(GOOD.replace("\"name\":\"city\",", ""))), 400, "unexpected input ''");
        refused(invoke("{\"dataframe_records\":[{\"paid\":80.5}]}"), 400, "missing inputs 'visits', 'family', 'city'");
        refused(
                invoke("{\"dataframe_records\":[{\"paid\":\"a lot\",\"visits\":1,\"family\":true,\"city\":\"x\"}]}"),
                400,
                "input 'paid', row 0: expected a number, found \"a lot\"");
    }

    @Test
    void mlflowsDialectCastsAndSaysSo() {
        House.Answer answer =
                invoke("{\"dataframe_split\":{\"columns\":[\"paid\",\"visits\",\"family\",\"city\",\"shoe_size\"],"
                        + "\"data\":[[\"80.5\",1.7,1,\"north\",44]]},\"params\":{\"temperature\":1}}");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("X-Trefoil-Warning"))
                .contains("fractions were cut off in 'visits'", "shoe_size", "params were ignored");
    }

    @ParameterizedTest
    @CsvSource({
        "INT8, 127, 128",
        "INT16, 32767, 32768",
        "INT32, 2147483647, 2147483648",
        "UINT8, 255, 256",
        "UINT16, 65535, -1",
        "UINT32, 4294967295, 4294967296",
        "UINT64, 9, -9"
    })
    void wholeNumbersMustFitTheirDatatype(String datatype, String fits, String doesNot) {
        String tensor = GOOD.replace("\"INT64\",\"data\":[1]", "\"" + datatype + "\",\"data\":[%s]");
        assertThat(infer(inputs(tensor.formatted(fits))).status()).isEqualTo(200);
        refused(infer(inputs(tensor.formatted(doesNot))), 400, "does not fit into " + datatype);
    }

    @Test
    void nullIsAMissingValueOfAnyType() {
        String nulls = GOOD.replaceAll("\"data\":\\[[^]]*]", "\"data\":[null]");
        assertThat(probability(infer(inputs(nulls)))).isBetween(0.0, 1.0);
        assertThat(invoke("{\"dataframe_records\":[{\"paid\":null,\"visits\":null,\"family\":null,\"city\":null}]}")
                        .status())
                .isEqualTo(200);
        assertThat(probability(infer(inputs(GOOD.replace("80.5", "NaN"))))).isBetween(0.0, 1.0);
    }

    @Test
    void shapesMustAgreeWithDataAndWithOneAnother() {
        assertThat(infer(inputs(GOOD.replace("[1],\"datatype\":\"FP64\"", "[1,1],\"datatype\":\"FP64\"")))
                        .status())
                .isEqualTo(200);
        refused(
                infer(inputs(GOOD.replace("[1],\"datatype\":\"FP64\"", "[2],\"datatype\":\"FP64\""))),
                400,
                "shape [2]");
        refused(infer(inputs(GOOD.replace("[1],\"datatype\":\"FP64\"", "[-1],\"datatype\":\"FP64\""))), 400, "'shape'");
        refused(
                infer(inputs(GOOD.replace("[1],\"datatype\":\"FP64\"", "[1,1,1],\"datatype\":\"FP64\""))),
                400,
                "shape [n] or [n, 1]");
        refused(
                infer(inputs(GOOD.replace(
                        "\"shape\":[1],\"datatype\":\"FP64\",\"data\":[80.5]",
                        "\"shape\":[9223372036854775807,9223372036854775807],\"datatype\":\"FP64\",\"data\":[80.5]"))),
                400,
                "values");
        refused(
                infer(inputs(GOOD.replace(
                        "[1],\"datatype\":\"BYTES\",\"data\":[\"north\"]",
                        "[2],\"datatype\":\"BYTES\",\"data\":[\"north\",\"south\"]"))),
                400,
                "has 2 rows, the inputs before it 1");
    }

    @Test
    void noRowsGetNoPredictions() {
        String none = GOOD.replaceAll("\"data\":\\[[^]]*]", "\"data\":[]").replace("[1]", "[0]");
        House.Answer v2 = infer(inputs(none));
        assertThat(v2.status()).as(v2.body()).isEqualTo(200);
        assertThat(v2.json().path("outputs").path(0).path("shape").path(0).asInt())
                .isZero();
        assertThat(v2.json().path("outputs").path(0).path("data").size()).isZero();
        for (String body : List.of(
                "{\"dataframe_records\":[]}",
                "{\"instances\":[]}",
                "{\"dataframe_split\":{\"columns\":[\"paid\",\"visits\",\"family\",\"city\"],\"data\":[]}}")) {
            House.Answer answer = invoke(body);
            assertThat(answer.status()).as(body + answer.body()).isEqualTo(200);
            assertThat(answer.json().path("predictions").size()).isZero();
        }
    }

    @Test
    void aHundredThousandRowsAreOneRequest() {
        int n = 100_000;
        Map<String, Object> body = House.infer(
                Map.of(),
                List.of(
                        House.tensor("paid", "FP64", java.util.Collections.nCopies(n, 80.5)),
                        House.tensor("visits", "INT64", java.util.Collections.nCopies(n, 1)),
                        House.tensor("family", "BOOL", java.util.Collections.nCopies(n, false)),
                        House.tensor("city", "BYTES", java.util.Collections.nCopies(n, "north"))));
        double one = probability(infer(inputs(GOOD)));
        House.Answer answer = House.require(house().post(INFER, body), 200);
        JsonNode data = answer.json().path("outputs").path(0).path("data");
        assertThat(data.size()).isEqualTo(n);
        assertThat(data.path(0).asDouble()).isEqualTo(one);
        assertThat(data.path(n - 1).asDouble()).isEqualTo(one);
        house().settle();
    }

    @Test
    void brokenBodiesAreRefusedWithTheirPlace() {
        refused(infer("{\"inputs\":[{\"name\":"), 400, "broken JSON at line 1");
        refused(infer(""), 400, "the body is empty");
        refused(infer("[1,2]"), 400, "must be a JSON object");
        refused(infer("{\"inputs\":7}"), 400, "'inputs' must be an array");
        refused(infer("{\"inputs\":[7]}"), 400, "'inputs' must be an array of tensors");
        refused(infer("{\"inputs\":[]}"), 400, "'inputs' is missing");
        refused(infer("{\"entries\":[]}"), 400, "unknown key 'entries'");
        refused(infer(inputs(GOOD) + "{}"), 400, "after the end");
        refused(infer("{\"inputs\":[],\"inputs\":[]}"), 400, "'inputs' is given twice");
        refused(infer(inputs(GOOD.replace("\"shape\":[1],", "\"shape\":[1],\"shape\":[1],"))), 400, "given twice");
        refused(infer("{\"parameters\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}"), 400, "nesting");
        refused(infer(inputs(GOOD.replace("[80.5]", "[" + "9".repeat(2_000) + "]"))), 400, "broken JSON");
        refused(
                infer("{\"inputs\":[" + GOOD + "],\"outputs\":[{\"name\":\"colour\"}]}"),
                400,
                "unknown output 'colour'");
        refused(house().post(INFER, "application/json", new byte[] {'{', (byte) 0xc3, 0, '}'}), 400, "broken JSON");
        refused(invoke("{\"dataframe_records\":[], \"instances\":[]}"), 400, "exactly one of");
        refused(invoke("{\"dataframe_records\":{}}"), 400, "must be an array");
        refused(invoke("{\"dataframe_records\":[1]}"), 400, "holds objects");
        refused(invoke("{\"dataframe_records\":[{\"paid\":1,\"paid\":2}]}"), 400, "'paid' is given twice");
        refused(invoke("{\"dataframe_split\":[]}"), 400, "dataframe_split must be an object");
        refused(invoke("{\"dataframe_split\":{\"columns\":[\"paid\",\"paid\"],\"data\":[[1,2]]}}"), 400, "twice");
        refused(
                invoke("{\"dataframe_split\":{\"columns\":[\"paid\"],\"data\":[[1,2]]}}"),
                400,
                "2 values for 1 columns");
        refused(invoke("{\"rows\":[],\"dataframe_records\":[]}"), 400, "unknown keys [rows]");
        refused(house().post(INVOKE, "text/csv", new byte[0]), 400, "the body is empty");
        refused(house().post(INVOKE, "text/csv", "paid,paid\n1,2\n".getBytes(StandardCharsets.UTF_8)), 400, "twice");
        refused(
                house().post(INVOKE, "text/csv", "paid,\"visits\n1,2\n".getBytes(StandardCharsets.UTF_8)),
                400,
                "quoted field");
        refused(
                house().post(INVOKE, "application/xml", "<a/>".getBytes(StandardCharsets.UTF_8)),
                415,
                "'application/xml'");
    }

    @Test
    void wrongMethodsAndAddressesSayWhatThereIs() {
        House.Answer wrong = house().get(INFER);
        refused(wrong, 405, "use POST");
        assertThat(wrong.header("Allow")).isEqualTo("POST");
        refused(house().method("DELETE", "/v2/models/members"), 405, "use GET");
        refused(house().get(INVOKE), 405, "use POST");
        refused(house().post("/v2/models/members", Map.of()), 405, "use GET");
        refused(house().post("/v2/models/other/infer", Map.of()), 404, "there is no endpoint 'other'");
        refused(house().post("/endpoints/other/invocations", Map.of()), 404, "there is no endpoint 'other'");
        refused(house().post("/v2/models/members/versions/7/infer", Map.of()), 404, "version '7'");
        refused(house().post("/v2/models/members/again/infer", Map.of()), 404, "there is no /v2/models/members/again");
        assertThat(house().post("/v2/models/members/versions/1/infer", Members.ask(5, 0, 1))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void packedBodiesAreUnpackedAndOtherEncodingsRefused() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(inputs(GOOD).getBytes(StandardCharsets.UTF_8));
        }
        House.Answer fine = house().post(INFER, "application/json", packed.toByteArray(), "Content-Encoding", "gzip");
        assertThat(probability(fine)).isEqualTo(probability(infer(inputs(GOOD))));
        refused(
                house().post(INFER, "application/json", packed.toByteArray(), "Content-Encoding", "compress"),
                415,
                "'compress'");
        refused(
                house().post(INFER, "application/octet-stream", new byte[20], "Inference-Header-Content-Length", "9"),
                415,
                "binary tensors");
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAndTheServerGoesOn() {
        byte[] huge = new byte[97 << 20];
        java.util.Arrays.fill(huge, (byte) ' ');
        int status;
        try {
            status = house().post(INFER, "application/json", huge).status();
        } catch (java.io.UncheckedIOException _) {
            status = 413; // refused while it was still being sent, and the connection closed
        }
        assertThat(status).isEqualTo(413);
        assertThat(infer(inputs(GOOD)).status()).isEqualTo(200);
    }

    @Test
    void receivedRowsAreScoredShedOrFailedAndCapturedRowsStoredOrCounted() {
        for (int i = 0; i < 20; i++) {
            House.require(house().post(INFER, Members.ask(40 + i, 0, 25)), 200);
        }
        house().settle();
        JsonNode account = house().get("/api/v1/endpoints/members/account").json();
        JsonNode gateway = account.path("gateway");
        assertThat(gateway.path("received").asLong())
                .isEqualTo(gateway.path("scored").asLong()
                        + gateway.path("shed").asLong()
                        + gateway.path("failed").asLong());
        assertThat(account.path("capture").path("offered").asLong())
                .isEqualTo(account.path("capture").path("stored").asLong()
                        + account.path("capture").path("gaps").asLong());
        assertThat(account.path("stored").asLong() + account.path("repeated").asLong())
                .isEqualTo(account.path("capture").path("stored").asLong());
    }

    @Test
    void figuresForPrometheusCountTheRows() {
        infer(inputs(GOOD));
        String text = house().get("/metrics").body();
        assertThat(text)
                .contains(
                        "# TYPE trefoil_rows_total counter",
                        "trefoil_rows_total{endpoint=\"members\",outcome=\"scored\"}")
                .contains("trefoil_request_seconds_bucket{endpoint=\"members\",le=\"+Inf\"}");
        List<String> bad = new ArrayList<>();
        text.lines()
                .filter(line -> !line.startsWith("#"))
                .filter(line -> !line.matches("[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*})? [0-9.E+-]+"))
                .forEach(bad::add);
        assertThat(bad).isEmpty();
    }
}
