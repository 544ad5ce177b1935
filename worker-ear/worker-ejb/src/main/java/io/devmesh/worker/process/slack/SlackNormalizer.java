package io.devmesh.worker.process.slack;

import static io.devmesh.worker.process.payload.Field.at;
import static java.util.Map.entry;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Outline;
import io.devmesh.worker.process.payload.Outlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Knows events of the Events API, interactions and slash commands. Nothing of it has a page that Slack tells. */
@ApplicationScoped
class SlackNormalizer implements EventNormalizer {
    private static final String SLASH_COMMAND = "slash_command";

    private static final Outline ALL = Outline.of(
            at("/event/channel", "/event/channel/id", "/event/item/channel", "/channel/id"),
            at("/event/user", "/event/user/id", "/event/user_id", "/user/id"));

    private static final Outline EVENT = ALL.ref(at("/event/thread_ts", "/event/ts", "/event/item/ts"))
            .subject(at("/event/text", "/event/reaction", "/event/channel/name", "/event/name", "/event/type"))
            .action(at("/event/subtype", "/event/type"))
            .moment("/event_time");

    private static final Outline INTERACTION = ALL.ref(at("/message/ts", "/container/message_ts"))
            .subject(at(
                    "/actions/0/text/text",
                    "/actions/0/action_id",
                    "/view/title/text",
                    "/callback_id",
                    "/view/callback_id"))
            .action(at("/actions/0/action_id", "/callback_id", "/view/callback_id", "/type"));

    private static final Outlines EVENTS = new Outlines(
            Map.ofEntries(
                    entry("event_callback", EVENT),
                    entry("block_actions", INTERACTION),
                    entry("interactive_message", INTERACTION),
                    entry("message_action", INTERACTION),
                    entry("shortcut", INTERACTION),
                    entry("view_submission", INTERACTION),
                    entry("view_closed", INTERACTION)),
            EVENT);

    @Override
    public Provider provider() {
        return Provider.SLACK;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return event.type().equals(SLASH_COMMAND) ? command(event) : EVENTS.normalize(event);
    }

    /** The door calls so whatever has no type of its own. */
    private static Normalization command(WebhookEvent event) {
        return SlashCommand.in(event)
                .<Normalization>map(Normalization.Known::new)
                .orElseGet(() -> new Normalization.Unknown(NormalizedEvent.of(event)));
    }
}
