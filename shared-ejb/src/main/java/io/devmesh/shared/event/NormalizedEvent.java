package io.devmesh.shared.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What every provider's event is brought to, so that agents can search all of them alike. Texts are cut to what the
 * columns hold and freed of characters that PostgreSQL refuses.
 *
 * @param repository {@code owner/name}
 * @param actor login of whoever caused it
 * @param ref branch, tag or pull request: {@code refs/heads/main}, {@code #12}
 * @param subject one line for people: a title, a commit message's first line
 * @param action the provider's word: {@code opened}, {@code completed}
 * @param url the page to open in a browser
 * @param occurredAt when it happened at the provider, which is before it was received
 */
public record NormalizedEvent(
        Optional<String> repository,
        Optional<String> actor,
        Optional<String> ref,
        Optional<String> subject,
        Optional<String> action,
        Optional<String> url,
        Optional<Instant> occurredAt) {
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");
    private static final int MAX_TEXT = 500;
    private static final int MAX_URL = 2_000;

    public NormalizedEvent {
        repository = clean(repository, MAX_TEXT);
        actor = clean(actor, MAX_TEXT);
        ref = clean(ref, MAX_TEXT);
        subject = clean(subject, MAX_TEXT);
        action = clean(action, MAX_TEXT);
        url = clean(url, MAX_URL);
        requireNonNull(occurredAt, "occurredAt is null");
    }

    /** What is known of an event whose body nobody could read. */
    public static NormalizedEvent of(WebhookEvent event) {
        return new NormalizedEvent(
                event.repository(),
                event.actor(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> clean(Optional<String> text, int maxLength) {
        return text.map(raw -> {
                    String oneLine = withoutControls(raw).strip();
                    int end = Math.min(oneLine.length(), maxLength);
                    if (end < oneLine.length() && Character.isHighSurrogate(oneLine.charAt(end - 1))) {
                        end--;
                    }
                    return oneLine.substring(0, end);
                })
                .filter(cleaned -> !cleaned.isEmpty());
    }

    /** Nearly every text has none, and a regular expression takes its time to find that out. */
    private static String withoutControls(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) < ' ' || raw.charAt(i) == 0x7F) {
                return CONTROL.matcher(raw).replaceAll(" ");
            }
        }
        return raw;
    }
}
