/// Looks at data nobody has described yet: what kind of task the label is, which columns are doubtful, which rows
/// belong together, and how to split them. [dev.trefoil.table.inspect.Inspection] finds,
/// [dev.trefoil.table.inspect.ProjectWriter] writes it down as a project, [dev.trefoil.table.inspect.Splitter]
/// splits.
@NullMarked
package dev.trefoil.table.inspect;

import org.jspecify.annotations.NullMarked;
