package dev.trefoil.server.api;

import dev.trefoil.gateway.Meters;
import dev.trefoil.gateway.capture.CaptureAccount;
import dev.trefoil.platform.PlatformException;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.deployment.Endpoint;
import dev.trefoil.platform.deployment.Endpoints;
import dev.trefoil.platform.deployment.Rollout;
import dev.trefoil.platform.deployment.Rollouts;
import dev.trefoil.platform.prediction.PredictionAccount;
import dev.trefoil.platform.prediction.Predictions;
import dev.trefoil.platform.prediction.Truth;
import dev.trefoil.server.http.ApiAnswer;
import dev.trefoil.server.http.ApiRequest;
import dev.trefoil.server.http.ApiRoute;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Endpoints: what answers, rollouts and the way back, truth, the account of rows.
public final class EndpointRoutes {
    private final Endpoints endpoints;
    private final Rollouts rollouts;
    private final Predictions predictions;
    private final Meters meters;
    private final Supplier<CaptureAccount> capture;
    private final InstantSource clock;
    private final HandMoves hands;

    public EndpointRoutes(
            Endpoints endpoints,
            Rollouts rollouts,
            Predictions predictions,
            Meters meters,
            Supplier<CaptureAccount> capture,
            InstantSource clock,
            HandMoves hands) {
        this.hands = hands;
        this.endpoints = endpoints;
        this.rollouts = rollouts;
        this.predictions = predictions;
        this.meters = meters;
        this.capture = capture;
        this.clock = clock;
    }

    public List<ApiRoute> routes() {
        return List.of(
                ApiRoute.get("/api/v1/endpoints", "Endpoints", this::list),
                ApiRoute.get("/api/v1/endpoints/{endpoint}", "What answers at an endpoint", this::find),
                ApiRoute.get(
                        "/api/v1/endpoints/{endpoint}/account",
                        "Where every row went: gateway since the server started, capture over all endpoints since the home was made,"
                                + " the rest of this endpoint alone; unknown=false leaves out truthUnknown, which reads all truth",
                        this::account),
                ApiRoute.get("/api/v1/endpoints/{endpoint}/rollouts", "Rollouts, newest first", this::history),
                ApiRoute.post(
                        "/api/v1/endpoints/{endpoint}/rollout/promote",
                        Permission.RELEASE,
                        "Take the open rollout's next step, or all of them with \"all\": true",
                        request -> guarded(request, this::promote)),
                ApiRoute.post(
                        "/api/v1/endpoints/{endpoint}/rollout/hold",
                        Permission.RELEASE,
                        "Keep the open rollout where it is",
                        request -> guarded(request, this::hold)),
                ApiRoute.post(
                        "/api/v1/endpoints/{endpoint}/rollout/abort",
                        Permission.RELEASE,
                        "Take the open rollout's candidate back",
                        request -> guarded(request, this::abort)),
                ApiRoute.post(
                        "/api/v1/endpoints/{endpoint}/rollback",
                        Permission.RELEASE,
                        "Back to what answered before",
                        request -> guarded(request, this::rollback)),
                ApiRoute.post(
                        "/api/v1/endpoints/{endpoint}/truth",
                        Permission.PREDICT,
                        "What turned out to be the case, by prediction id",
                        this::truth),
                ApiRoute.delete(
                        "/api/v1/endpoints/{endpoint}/predictions/{prediction}",
                        Permission.ADMINISTER,
                        "Forget one prediction and its truth",
                        this::forget));
    }

    private ApiAnswer list(ApiRequest request) {
        return ApiAnswer.ok(
                Map.of("endpoints", endpoints.list().stream().map(this::view).toList()));
    }

    private ApiAnswer find(ApiRequest request) {
        return ApiAnswer.ok(view(endpoints.require(request.path("endpoint"))));
    }

    private Map<String, Object> view(Endpoint endpoint) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("name", endpoint.name());
        view.put("project", endpoint.project());
        view.put("model", endpoint.model());
        view.put("live", endpoint.live());
        view.put("says", endpoint.route().says());
        view.put("arms", endpoint.route().arms());
        view.put("shadow", endpoint.route().shadow());
        endpoint.former().ifPresent(former -> view.put("former", former.says()));
        rollouts.open(endpoint.name()).ifPresent(open -> view.put("rollout", open));
        view.put("revision", endpoint.revision());
        view.put("changed", endpoint.changedAt());
        return view;
    }

    private ApiAnswer account(ApiRequest request) {
        String name = endpoints.require(request.path("endpoint")).name();
        PredictionAccount stored = predictions.account(name);
        Map<String, Object> view = new LinkedHashMap<>();
        Meters.Reading reading = meters.read().get(name);
        if (reading != null) {
            view.put("gateway", reading);
        }
        view.put("capture", capture.get());
        view.put("stored", stored.stored());
        view.put("repeated", stored.repeated());
        view.put("truth", stored.truthRows());
        if (!request.query("unknown").orElse("true").equals("false")) {
            view.put("truthUnknown", predictions.truthUnknown(name));
        }
        view.put("deleted", stored.deleted());
        stored.watermark().ifPresent(at -> view.put("watermark", at));
        return ApiAnswer.ok(view);
    }

    private ApiAnswer history(ApiRequest request) {
        return ApiAnswer.ok(Map.of(
                "rollouts",
                rollouts.list(endpoints.require(request.path("endpoint")).name())));
    }

    private Rollout open(ApiRequest request) {
        String name = endpoints.require(request.path("endpoint")).name();
        return rollouts.open(name)
                .orElseThrow(() -> new PlatformException(
                        PlatformException.Kind.CONFLICT,
                        "endpoint " + name,
                        "No rollout is open at endpoint '" + name + "'."));
    }

    /// With a `revision` in the body, the act happens only if the endpoint is still the one that the caller saw.
    private ApiAnswer guarded(ApiRequest request, Function<ApiRequest, ApiAnswer> act) {
        JsonNode revision = request.body().length == 0
                ? MissingNode.getInstance()
                : request.json().path("revision");
        String name = request.path("endpoint");
        Supplier<ApiAnswer> told =
                () -> hands.told(request.principal(), name, request.text("why", "by hand"), () -> act.apply(request));
        return revision.isIntegralNumber() ? endpoints.ifStill(name, revision.longValue(), told) : told.get();
    }

    private ApiAnswer promote(ApiRequest request) {
        Rollout rollout = open(request);
        Rollouts.Reason reason = Rollouts.Reason.of(request.text("why", "by hand"));
        boolean all = request.body().length > 0 && request.json().path("all").asBoolean(false);
        return ApiAnswer.ok(
                all
                        ? rollouts.promote(request.principal(), rollout.id(), reason)
                        : rollouts.advance(request.principal(), rollout.id(), reason));
    }

    private ApiAnswer hold(ApiRequest request) {
        String why = request.text("why", "by hand");
        Rollout held = rollouts.hold(request.principal(), open(request).id(), Rollouts.Reason.of(why));
        hands.tell(
                request.principal(),
                held.endpoint(),
                "the rollout of " + held.candidate() + " is held at "
                        + held.current().says(),
                why);
        return ApiAnswer.ok(held);
    }

    private ApiAnswer abort(ApiRequest request) {
        return ApiAnswer.ok(rollouts.back(
                request.principal(), open(request).id(), false, Rollouts.Reason.of(request.text("why", "by hand"))));
    }

    private ApiAnswer rollback(ApiRequest request) {
        String name = request.path("endpoint");
        Optional<Rollout> open = rollouts.open(name);
        if (open.isPresent()) {
            rollouts.back(
                    request.principal(), open.get().id(), false, Rollouts.Reason.of(request.text("why", "rollback")));
            return ApiAnswer.ok(view(endpoints.require(name)));
        }
        Endpoint now = endpoints.require(name);
        return ApiAnswer.ok(view(
                now.former().isPresent()
                        ? endpoints.rollback(request.principal(), name, request.text("why", "by hand"))
                        : now));
    }

    private ApiAnswer truth(ApiRequest request) {
        String endpoint = endpoints.require(request.path("endpoint")).name();
        JsonNode lines = request.json().path("truth");
        if (!lines.isArray()) {
            throw PlatformException.invalid(
                    "body", "Send {\"truth\":[{\"prediction_id\":…,\"value\":…,\"known_at\":…}]}.");
        }
        List<Truth> truths = new ArrayList<>();
        for (JsonNode line : lines) {
            truths.add(new Truth(
                    line.path("prediction_id").asString(""),
                    line.path("value").isNull() ? "" : line.path("value").asString(""),
                    line.path("known_at").isString()
                            ? time(line.path("known_at").stringValue(), truths.size())
                            : clock.instant()));
        }
        predictions.learn(endpoint, truths);
        return ApiAnswer.accepted(Map.of("taken", truths.size()));
    }

    private static Instant time(String text, int line) {
        try {
            String iso = text.strip().replace(' ', 'T');
            if (iso.length() == 10) {
                return LocalDate.parse(iso).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            boolean zoned = iso.endsWith("Z") || iso.lastIndexOf('+') > 10 || iso.lastIndexOf('-') > 10;
            return zoned
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException _) {
            throw PlatformException.invalid(
                    "body", "truth " + line + ": known_at is no time: write it like 2013-06-01T14:30:00.");
        }
    }

    private ApiAnswer forget(ApiRequest request) {
        if (!predictions.forget(request.path("endpoint"), request.path("prediction"))) {
            throw PlatformException.notFound("prediction", request.path("prediction"));
        }
        return ApiAnswer.ok(Map.of("forgotten", request.path("prediction")));
    }
}
