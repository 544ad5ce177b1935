package io.devmesh.shared.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailureTest {
    @ParameterizedTest
    @ValueSource(strings = {"08006", "57P01", "57P03", "53300", "40001", "25006", "25P03", "42P01"})
    void isAwayWhereTheSameStatementMaySucceedLater(String state) {
        assertThat(DatabaseFailure.of(new RuntimeException(new SQLException("x", state))))
                .isEqualTo(DatabaseFailure.AWAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"22021", "23505", "42601", "54000"})
    void isRefusedWhereItWillFailAgain(String state) {
        assertThat(DatabaseFailure.of(new RuntimeException(new SQLException("x", state))))
                .isEqualTo(DatabaseFailure.REFUSED);
    }

    @Test
    void isAwayWithoutAnAnswerFromTheDatabase() {
        assertThat(DatabaseFailure.of(new SQLTransientConnectionException("pool")))
                .isEqualTo(DatabaseFailure.AWAY);
        assertThat(DatabaseFailure.of(new SQLException("no state"))).isEqualTo(DatabaseFailure.AWAY);
    }
}
