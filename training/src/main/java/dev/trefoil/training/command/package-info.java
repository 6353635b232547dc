/// Training by a command of the user, in any language, as a process of its own.
@NullMarked
package dev.trefoil.training.command;

import org.jspecify.annotations.NullMarked;
