package io.devmesh.shared.postgres;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** The one place that tells what a failed statement means. */
public enum DatabaseFailure {
    /** The database cannot be reached or cannot work now; the same statement may succeed later. */
    AWAY,
    /** The database refused this statement or its data; the same statement will fail again. */
    REFUSED;

    /** SQLSTATE classes: connection, resources, operator intervention, system error, and transaction rollback. */
    private static final Set<String> AWAY_CLASSES = Set.of("08", "53", "57", "58", "40", "XX");

    /** A demoted primary, and one that has given up a transaction whose next statement did not come. */
    private static final Set<String> TRANSACTION_NOT_KEPT = Set.of("25006", "25P03");

    private static final Set<String> SCHEMA_NOT_READY = Set.of("42P01", "3F000");

    /** Looks for the first SQLException in the chain of causes; without one the failure is not the database's answer. */
    public static DatabaseFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return of(sql);
            }
        }
        return AWAY;
    }

    private static DatabaseFailure of(SQLException failure) {
        String state = failure.getSQLState();
        if (failure instanceof SQLTransientException || failure instanceof SQLRecoverableException || state == null) {
            return AWAY;
        }
        boolean away = (state.length() == 5 && AWAY_CLASSES.contains(state.substring(0, 2)))
                || TRANSACTION_NOT_KEPT.contains(state)
                || SCHEMA_NOT_READY.contains(state);
        return away ? AWAY : REFUSED;
    }
}
