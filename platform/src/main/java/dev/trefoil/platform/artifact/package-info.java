/// Bytes addressed by their SHA-256, and folders of them. Start at [ArtifactStore] and [ArtifactFolders].
@NullMarked
package dev.trefoil.platform.artifact;

import org.jspecify.annotations.NullMarked;
