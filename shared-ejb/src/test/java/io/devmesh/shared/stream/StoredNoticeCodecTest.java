package io.devmesh.shared.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.devmesh.shared.event.EventId;
import io.devmesh.shared.event.StoredNotice;
import io.devmesh.shared.event.StoredNotice.Item;
import io.devmesh.shared.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredNoticeCodecTest {
    private static final String TENANT = "00000000-0000-0001-0000-000000000002";

    @Test
    void bringsNoticesOfAllTenantsThroughTheStream() throws UndecodableEntryException {
        List<StoredNotice> notices = List.of(
                notice(1, item(1, "push", Optional.of("acme/site")), item(2, "ping", Optional.empty())),
                notice(2, item(3, "push", Optional.of("größe/\"quoted\""))));

        assertThat(StoredNoticeCodec.decode(StoredNoticeCodec.encode(notices))).isEqualTo(notices);
    }

    @Test
    void repeatsNothingButTheIdsOfEventsThatAreAlike() {
        Map<String, String> fields = StoredNoticeCodec.encode(List.of(notice(
                2,
                item(1, "push", Optional.of("acme/site")),
                item(2, "ping", Optional.empty()),
                item(3, "push", Optional.of("acme/site")))));

        assertThat(fields.get(TENANT))
                .isEqualTo("[[\"git\",\"push\",\"acme/site\",[\"00000000-0000-0000-0000-000000000001\","
                        + "\"00000000-0000-0000-0000-000000000003\"]],"
                        + "[\"git\",\"ping\",null,[\"00000000-0000-0000-0000-000000000002\"]]]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "7",
                "[7]",
                "[[]]",
                "[['git','push','acme/site']]",
                "[['git','push','acme/site','id']]",
                "[['git','push',7,[]]]",
                "[['git',null,null,[]]]",
                "[['git','push',null,['not-an-id']]]",
                "[['git','push',null,[null]]]"
            })
    void refusesWhatItCouldNotHaveWritten(String json) {
        String value = json.replace('\'', '"');

        assertThatThrownBy(() -> StoredNoticeCodec.decode(Map.of(TENANT, value)))
                .isInstanceOf(UndecodableEntryException.class);
    }

    @Test
    void refusesWhatIsNoTenant() {
        assertThatThrownBy(() -> StoredNoticeCodec.decode(Map.of("payload", "[]")))
                .isInstanceOf(UndecodableEntryException.class);
    }

    private static StoredNotice notice(int tenant, Item... events) {
        return new StoredNotice(new TenantId(new UUID(1, tenant)), List.of(events));
    }

    private static Item item(int id, String type, Optional<String> repository) {
        return new Item(new EventId(new UUID(0, id)), "git", type, repository);
    }
}
