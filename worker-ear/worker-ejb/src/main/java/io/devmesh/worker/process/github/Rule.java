package io.devmesh.worker.process.github;

import io.devmesh.shared.event.NormalizedEvent;
import io.devmesh.worker.process.payload.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Where the payloads of one event hold what a normalized event holds. What all payloads have alike is not repeated. */
record Rule(Field ref, Field subject, Field url, Moments moments) {
    private static final Field REPOSITORY = Field.at("/repository/full_name");
    private static final Field ACTOR = Field.at("/sender/login", "/pusher/name");
    private static final Field ACTION = Field.at("/action");

    /** Organizations come with the address of the API only, so that of their page is made from it. */
    private static final Field HOME = Field.page("/repository/html_url", "/organization/html_url")
            .or(Field.page("/organization/url").map(Rule::pageOfOrganization))
            .or(Field.page("/enterprise/html_url", "/installation/html_url", "/sender/html_url"));

    /** About what {@code things} point to, the one that the action was done to first. */
    static Rule about(String... things) {
        List<JsonPointer> pointers =
                Arrays.stream(things).map(JsonPointer::compile).toList();
        String[] pages = Arrays.stream(things).map(thing -> thing + "/html_url").toArray(String[]::new);
        return new Rule(Field.NONE, Field.NONE, Field.page(pages).or(HOME), new Moments(List.of(), pointers));
    }

    /** By GitHub's conventions: the thing has the event's name, and one of the usual properties says what it is. */
    static Rule ofUnknown(String eventName) {
        String thing = JsonPointer.empty().appendProperty(eventName).toString();
        return about(thing, "").subject(thing + "/title", thing + "/name");
    }

    Rule ref(Field where) {
        return new Rule(where, subject, url, moments);
    }

    Rule subject(String... pointers) {
        return subject(Field.at(pointers));
    }

    Rule subject(Field where) {
        return new Rule(ref, where, url, moments);
    }

    /** Pages that say more than the things' own. */
    Rule url(String... pointers) {
        return url(Field.page(pointers));
    }

    Rule url(Field where) {
        return new Rule(ref, subject, where.or(url), moments);
    }

    /** Timestamps that count whatever the action is, the first that is there. */
    Rule moment(String... pointers) {
        List<JsonPointer> named =
                Arrays.stream(pointers).map(JsonPointer::compile).toList();
        return new Rule(ref, subject, url, new Moments(named, moments.things()));
    }

    NormalizedEvent apply(JsonNode payload) {
        Optional<String> action = ACTION.in(payload);
        return new NormalizedEvent(
                REPOSITORY.in(payload),
                ACTOR.in(payload),
                ref.in(payload),
                subject.firstLine().in(payload),
                action,
                url.in(payload),
                moments.in(payload, action.orElse("")));
    }

    /** Of {@code https://api.github.com/orgs/acme}, or {@code https://git.test/api/v3/orgs/acme} of an own server. */
    private static String pageOfOrganization(String api) {
        return api.replace("://api.", "://").replace("/api/v3/", "/").replace("/orgs/", "/");
    }
}
