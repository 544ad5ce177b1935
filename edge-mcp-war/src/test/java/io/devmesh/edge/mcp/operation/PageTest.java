package io.devmesh.edge.mcp.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.edge.jsonrpc.JsonRpcErrorCode;
import io.devmesh.edge.jsonrpc.JsonRpcException;
import io.devmesh.shared.json.Json;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class PageTest {
    private static final List<ObjectNode> ITEMS = items(2 * Page.SIZE + 1);

    @Test
    void leadsThroughAllItemsOnceAndInOrder() {
        List<ObjectNode> seen = new ArrayList<>();
        ObjectNode params = Json.mapper().createObjectNode();
        int pages = 0;
        for (boolean more = true; more; pages++) {
            Page page = Page.of(ITEMS, params);
            seen.addAll(page.items());
            page.nextCursor().ifPresent(cursor -> params.put("cursor", cursor));
            more = page.nextCursor().isPresent();
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).isEqualTo(ITEMS);
    }

    @Test
    void hasNoCursorWhereNothingFollows() {
        ObjectNode result =
                Page.of(items(Page.SIZE), Json.mapper().createObjectNode()).as("things");

        assertThat(result.propertyNames()).containsExactly("things");
        assertThat(result.path("things")).hasSize(Page.SIZE);
    }

    @Test
    void showsNoPositionInItsCursor() {
        String cursor =
                Page.of(ITEMS, Json.mapper().createObjectNode()).nextCursor().orElseThrow();

        assertThat(cursor).matches("[A-Za-z0-9_-]+").doesNotContain(Integer.toString(Page.SIZE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "100", "=", "from:100", "ZnJvbTox!", "bnVsbA"})
    void refusesACursorThatItNeverGave(String cursor) {
        assertRefused(cursor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from:",
                "from:-1",
                "from:x",
                "from:202",
                "from:2147483648",
                "from:4294967295",
                "from:1e2",
                "till:1"
            })
    void refusesACursorThatIsMadeUpInItsForm(String forged) {
        assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(forged.getBytes(UTF_8)));
    }

    @Test
    void refusesACursorOfAListThatHasBecomeShorter() {
        ObjectNode params = Json.mapper().createObjectNode();
        params.put("cursor", Page.of(ITEMS, params).nextCursor().orElseThrow());

        assertThat(Page.of(items(Page.SIZE), params).items()).isEmpty();
        assertThatThrownBy(() -> Page.of(items(Page.SIZE - 1), params)).isInstanceOf(JsonRpcException.class);
    }

    @Test
    void refusesACursorThatIsNoText() {
        assertThatThrownBy(() -> Page.of(ITEMS, Json.mapper().createObjectNode().put("cursor", 7)))
                .isInstanceOf(JsonRpcException.class);
    }

    private static void assertRefused(String cursor) {
        assertThatThrownBy(() -> Page.of(ITEMS, Json.mapper().createObjectNode().put("cursor", cursor)))
                .isInstanceOfSatisfying(JsonRpcException.class, refused -> {
                    assertThat(refused.error().code()).isEqualTo(JsonRpcErrorCode.INVALID_PARAMS);
                    assertThat(refused.error().message()).contains("params.cursor");
                });
    }

    private static List<ObjectNode> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Json.mapper().createObjectNode().put("n", i))
                .toList();
    }
}
