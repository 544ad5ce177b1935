package io.devmesh.shared.event;

import java.sql.Types;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;

/** Binds one array after the other: one parameter for each column, one element for each event. */
final class JdbcColumns {
    private static final Argument NO_ARRAY =
            (position, prepared, context) -> prepared.setNull(position, Types.ARRAY, "_text");

    private final SqlStatement<?> statement;
    private final List<StoredEvent> events;
    private int index;

    JdbcColumns(SqlStatement<?> statement, List<StoredEvent> events) {
        this.statement = statement;
        this.events = events;
    }

    static JdbcColumns of(SqlStatement<?> statement, List<NewEvent> events) {
        return new JdbcColumns(statement, events.stream().map(NewEvent::stored).toList());
    }

    /**
     * Everything but bodies goes as text, for which the statement has a cast: texts are the arrays that the driver sends
     * in binary, if they come as {@code String[]}. All others it escapes, character by character.
     */
    void bind(Function<StoredEvent, String> value) {
        String[] column = new String[events.size()];
        for (int i = 0; i < column.length; i++) {
            column[i] = value.apply(events.get(i));
        }
        bindTexts(column);
    }

    void bindWaiting(Function<Waiting, String> value) {
        bind(stored -> stored.waiting().map(value).orElse(null));
    }

    /** The status, what is known of the event, and when it happened: eight columns. */
    void bindOutcome() {
        bind(stored -> stored.status().wire());
        bind(stored -> stored.normalized().repository().orElse(null));
        bind(stored -> stored.normalized().actor().orElse(null));
        bind(stored -> stored.normalized().ref().orElse(null));
        bind(stored -> stored.normalized().subject().orElse(null));
        bind(stored -> stored.normalized().action().orElse(null));
        bind(stored -> stored.normalized().url().orElse(null));
        bind(stored -> stored.normalized().occurredAt().map(Object::toString).orElse(null));
    }

    /** Where an event stands in the list, from 0. */
    void bindTurns() {
        bindTexts(IntStream.range(0, events.size()).mapToObj(Integer::toString).toArray(String[]::new));
    }

    /** A column without any value goes as no array at all, which unnest fills up with nulls. */
    void bindTexts(String[] column) {
        for (String text : column) {
            if (text != null) {
                bindArray("text", column);
                return;
            }
        }
        statement.bind(index++, NO_ARRAY);
    }

    /** The driver sends byte arrays in binary only when they come as {@code byte[][]}. */
    void bindBodies() {
        bindArray("bytea", events.stream().map(stored -> stored.event().body()).toArray(byte[][]::new));
    }

    void bindOne(String text) {
        statement.bind(index++, text);
    }

    private void bindArray(String type, Object[] elements) {
        Argument argument = (position, prepared, context) ->
                prepared.setArray(position, prepared.getConnection().createArrayOf(type, elements));
        statement.bind(index++, argument);
    }
}
