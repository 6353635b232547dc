/// Registered models, their versions and aliases.
@NullMarked
package dev.trefoil.platform.registry;

import org.jspecify.annotations.NullMarked;
