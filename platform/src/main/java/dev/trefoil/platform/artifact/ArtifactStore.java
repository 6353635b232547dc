package dev.trefoil.platform.artifact;

import dev.trefoil.core.digest.Digest;
import dev.trefoil.platform.PlatformException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Content-addressed bytes. Stored content never changes, so readers need no locks and any answer may be cached
/// for ever. Implementations are thread-safe. Do not add methods: whatever can be said with these six is said
/// elsewhere.
public interface ArtifactStore {
    /// Stores what the stream yields up to its end, and leaves the stream open. Atomic and durable: when this
    /// returns the content is on disk under its digest; when it throws, or the process dies, nothing can be
    /// seen of it. Storing content that is already there changes nothing.
    ///
    /// @throws PlatformException UNAVAILABLE when the store is full, read-only or away, or when the stream
    ///     itself fails
    Artifact put(InputStream content);

    /// The content from its beginning. Content that no longer has its digest is reported as UNAVAILABLE, at the
    /// latest when its end is read, where the store is set to verify.
    ///
    /// @throws PlatformException NOT_FOUND when it is not stored
    InputStream open(Digest digest);

    /// Size of the content, or empty when it is not stored.
    Optional<Artifact> find(Digest digest);

    /// Copies the content to a file on this machine, always verified. Atomic: the file appears whole or not at
    /// all, and takes the place of one that is there. Its folder must exist.
    ///
    /// @throws PlatformException NOT_FOUND when it is not stored
    void fetch(Digest digest, Path target);

    /// Removes the content; nothing happens when it is not stored. Streams already open go on to their end. The
    /// caller answers for nobody needing it any more, also those who are storing the same content at this
    /// moment.
    void delete(Digest digest);

    /// Up to `limit` stored contents in ascending order of digest, those after `after` only. What is stored or
    /// deleted meanwhile may or may not be in it.
    List<Artifact> list(@Nullable Digest after, int limit);
}
