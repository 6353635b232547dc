package dev.trefoil.platform.pipeline;

/// What a registration's job is asked to do.
///
/// @param model digest of the manifest of the model's files
/// @param name how people call it, such as its file's name
/// @param who name of the principal
public record RegisterOrder(String model, String name, String who) {
    /// As the job's payload.
    public String json() {
        return PipelineCodec.write(this);
    }
}
