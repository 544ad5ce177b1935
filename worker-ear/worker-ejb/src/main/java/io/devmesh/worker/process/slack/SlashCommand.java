package io.devmesh.worker.process.slack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.shared.event.WebhookEvent;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What somebody typed, which comes as a form without JSON. */
final class SlashCommand {
    private SlashCommand() {}

    /** Empty where the body is no form with a {@code command}. */
    static Optional<NormalizedEvent> in(WebhookEvent event) {
        Map<String, String> form = form(new String(event.body(), ISO_8859_1));
        Optional<String> command = Optional.ofNullable(form.get("command"));
        return command.map(name -> new NormalizedEvent(
                Optional.ofNullable(form.get("channel_id")),
                Optional.ofNullable(form.get("user_id")),
                Optional.empty(),
                Optional.of(name + " " + form.getOrDefault("text", "")),
                command,
                Optional.empty(),
                Optional.empty()));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> fields = new HashMap<>();
        for (String field : body.split("&", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                decoded(field.substring(equals + 1))
                        .ifPresent(value -> fields.putIfAbsent(field.substring(0, equals), value));
            }
        }
        return fields;
    }

    private static Optional<String> decoded(String value) {
        try {
            return Optional.of(URLDecoder.decode(value, UTF_8));
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }
}
