/// What happened, for those who listen: server-sent events and webhooks. Start at [Outbox].
@NullMarked
package dev.trefoil.platform.event;

import org.jspecify.annotations.NullMarked;
