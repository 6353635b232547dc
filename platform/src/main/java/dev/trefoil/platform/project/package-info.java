/// The charter: what a project is for, what must hold, who answers for it, and how its file `trefoil.yaml` becomes an
/// immutable version that stakeholders sign section by section.
///
/// Start at [CharterParser] (text → [Charter] or every problem at once), then [CharterChecks] (against the data).
@NullMarked
package dev.trefoil.platform.project;

import org.jspecify.annotations.NullMarked;
