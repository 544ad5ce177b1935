package io.devmesh.shared.event;

import io.devmesh.shared.tenant.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The condition of a filter; values are bound, never spliced in. */
final class EventCondition {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> bindings = new LinkedHashMap<>();

    EventCondition(TenantId tenant, EventFilter filter) {
        and("tenant_id = :tenant");
        bind("tenant", tenant.value());
        filter.source().ifPresent(source -> equal("source", source));
        filter.repository().ifPresent(repository -> equal("repository", repository));
        filter.status().ifPresent(status -> equal("status", status.wire()));
        filter.type().ifPresent(type -> {
            and("(type = :type OR starts_with(type, :type || '.'))");
            bind("type", type);
        });
        filter.since().ifPresent(since -> {
            and("received_at >= :since");
            bind("since", since);
        });
        filter.until().ifPresent(until -> {
            and("received_at < :until");
            bind("until", until);
        });
        filter.text().ifPresent(text -> {
            and("concat_ws(' ', subject, ref, repository, actor, type) ILIKE :text");
            bind("text", "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%");
        });
    }

    private void equal(String column, String value) {
        and(column + " = :" + column);
        bind(column, value);
    }

    void and(String condition) {
        conditions.add(condition);
    }

    void bind(String name, Object value) {
        bindings.put(name, value);
    }

    Map<String, Object> bindings() {
        return bindings;
    }

    @Override
    public String toString() {
        return String.join(" AND ", conditions);
    }
}
