package dev.trefoil.platform.event;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An event as listeners get it: `{"id", "at", "project", "kind", "subject", "details": {…}}`.
public final class EventCodec {
    private static final JsonMapper JSON = new JsonMapper();

    private EventCodec() {}

    /// One line of JSON.
    public static String json(Event event) {
        EventDraft draft = event.draft();
        ObjectNode node = JSON.createObjectNode();
        node.put("id", event.id());
        node.put("at", event.at().toString());
        node.put("project", draft.project());
        node.put("kind", draft.kind());
        node.put("subject", draft.subject());
        try {
            node.set("details", JSON.readTree(draft.json()));
        } catch (JacksonException e) {
            throw new IllegalStateException("the details of event " + event.id() + " are not JSON", e);
        }
        return JSON.writeValueAsString(node);
    }
}
