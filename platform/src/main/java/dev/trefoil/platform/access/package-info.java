/// Who may do what, and the record of who did. Start at [AuditLog].
@NullMarked
package dev.trefoil.platform.access;

import org.jspecify.annotations.NullMarked;
