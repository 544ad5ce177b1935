package io.devmesh.worker.process.pagerduty;

import static io.devmesh.worker.process.payload.Field.at;
import static io.devmesh.worker.process.payload.Field.number;
import static io.devmesh.worker.process.payload.Field.page;

import io.devmesh.shared.event.WebhookEvent;
import io.devmesh.shared.source.Provider;
import io.devmesh.worker.process.EventNormalizer;
import io.devmesh.worker.process.Normalization;
import io.devmesh.worker.process.payload.Outline;
import io.devmesh.worker.process.payload.Outlines;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/** Knows the events of incidents and services. */
@ApplicationScoped
class PagerDutyNormalizer implements EventNormalizer {
    private static final String DATA = "/event/data";

    private static final Outline ALL = Outline.of(
                    at(DATA + "/service/summary", DATA + "/incident/service/summary"), at("/event/agent/summary"))
            .action(at("/event/event_type").map(PagerDutyNormalizer::action))
            .url(page(DATA + "/html_url", DATA + "/incident/html_url"))
            .moment("/event/occurred_at");

    /** Notes, responders and updates are beside their incident, of which they have only a reference. */
    private static final Outline INCIDENT = ALL.ref(
                    number(DATA + "/number").or(at(DATA + "/incident/id", DATA + "/id")))
            .subject(at(DATA + "/title", DATA + "/content", DATA + "/message", DATA + "/incident/summary"));

    private static final Outline SERVICE = Outline.of(at(DATA + "/summary", DATA + "/name"), at("/event/agent/summary"))
            .action(at("/event/event_type").map(PagerDutyNormalizer::action))
            .subject(at(DATA + "/summary", DATA + "/name"))
            .url(page(DATA + "/html_url"))
            .moment("/event/occurred_at");

    private static final Outlines EVENTS = new Outlines(Map.of("incident", INCIDENT, "service", SERVICE), ALL);

    @Override
    public Provider provider() {
        return Provider.PAGERDUTY;
    }

    @Override
    public Normalization normalize(WebhookEvent event) {
        return EVENTS.normalize(event);
    }

    /** {@code triggered} of {@code incident.triggered}. */
    private static String action(String type) {
        return type.substring(type.indexOf('.') + 1);
    }
}
