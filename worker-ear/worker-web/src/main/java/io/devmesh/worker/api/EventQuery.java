package io.devmesh.worker.api;

import io.devmesh.shared.event.EventCursor;
import io.devmesh.shared.event.EventFilter;
import io.devmesh.shared.event.EventStatus;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The query parameters by which events are picked. */
public class EventQuery {
    private static final int USUAL_PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    @Parameter(description = "Name of the source", example = "acme-github")
    @QueryParam("source")
    private String source;

    @Parameter(
            description = "Exact, or without its action: pull_request means every pull_request.* too",
            example = "pull_request.opened")
    @QueryParam("type")
    private String type;

    @Parameter(description = "owner/name", example = "acme/site")
    @QueryParam("repository")
    private String repository;

    @Parameter(description = "Received at or after this moment (RFC 3339)", example = "2026-11-23T08:00:00Z")
    @QueryParam("since")
    private String since;

    @Parameter(description = "Received before this moment (RFC 3339)")
    @QueryParam("until")
    private String until;

    @Parameter(description = "Part of subject, ref, repository, actor or type, in any case")
    @QueryParam("text")
    private String text;

    @Parameter(description = "next_cursor of the page before")
    @QueryParam("cursor")
    private String cursor;

    @Parameter(
            description = "Events per page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "20"))
    @QueryParam("limit")
    private String limit;

    EventFilter filter(Optional<EventStatus> status) {
        return new EventFilter(
                Input.text("source", source),
                Input.text("type", type),
                Input.text("repository", repository),
                status,
                Input.time("since", since),
                Input.time("until", until),
                Input.text("text", text));
    }

    Optional<EventCursor> after() {
        return Input.cursor(cursor);
    }

    int pageSize() {
        return Input.limit(limit, USUAL_PAGE, LARGEST_PAGE);
    }
}
