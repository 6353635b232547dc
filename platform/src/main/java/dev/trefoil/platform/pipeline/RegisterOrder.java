package dev.trefoil.platform.pipeline;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.access.Caller;
import dev.trefoil.platform.access.Permission;
import dev.trefoil.platform.access.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a registration's job is asked to do.
///
/// @param model digest of the manifest of the model's files
/// @param name how people call it, such as its file's name
/// @param columns that fill its inputs, in their order; null for those of their names
/// @param who name of the principal
/// @param kind of the principal; null in orders of before it was kept
/// @param execute whether the model may be code; null for no
public record RegisterOrder(
        String model,
        String name,
        @Nullable List<String> columns,
        String who,
        @Nullable String kind,
        @Nullable Boolean execute) {
    /// @param caller who may register code, or not
    public static RegisterOrder of(Digest model, String name, List<String> columns, Caller caller) {
        return new RegisterOrder(
                model.hex(),
                name,
                columns,
                caller.principal().name(),
                caller.principal().kind().name(),
                caller.role().may(Permission.EXECUTE));
    }

    /// Who acts.
    Principal principal() {
        return TripOrder.principal(who, kind);
    }

    List<String> inputs() {
        return columns == null ? List.of() : columns;
    }

    boolean mayExecute() {
        return Boolean.TRUE.equals(execute);
    }

    /// As the job's payload.
    public String json() {
        return PipelineCodec.write(this);
    }
}
