package io.devmesh.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DatabaseTest {
    private static final Database DATABASE = new Database("::1", 5432, "mesh", "me", "a&b c", "disable");

    @Test
    void theUrlNeedsNothingBesideIt() {
        assertThat(DATABASE.url())
                .isEqualTo("jdbc:postgresql://[::1]:5432/mesh?user=me&password=a%26b%20c&sslmode=disable");
    }

    @Test
    void theTextHoldsNoPassword() {
        assertThat(DATABASE.toString()).doesNotContain("a&b");
    }

    @Test
    void theServicesGetItByVariables() {
        assertThat(DATABASE.environment())
                .containsEntry("DATABASE_PASSWORD", "a&b c")
                .hasSize(6);
    }
}
