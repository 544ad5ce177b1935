package io.devmesh.edge.change;

import io.devmesh.edge.bus.Bus;
import io.devmesh.shared.tenant.TenantId;
import java.util.Map;
import java.util.Optional;

/** Changes as entries of the bus. */
final class ChangeCodec {
    static final String KIND = "change";

    private static final String TENANT = "tenant";
    private static final String WHAT = "what";
    private static final String URI = "uri";

    private ChangeCodec() {}

    static Map<String, String> encode(TenantId tenant, Change change) {
        return Map.of(
                Bus.KIND,
                KIND,
                TENANT,
                tenant.toString(),
                WHAT,
                what(change),
                URI,
                change instanceof Change.ResourceUpdated(String uri) ? uri : "");
    }

    static boolean isOf(TenantId tenant, Bus.Entry entry) {
        return entry.field(Bus.KIND).equals(KIND) && entry.field(TENANT).equals(tenant.toString());
    }

    static Optional<TenantId> tenant(Bus.Entry entry) {
        try {
            return Optional.of(TenantId.parse(entry.field(TENANT)));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Empty for what a newer version may have written. */
    static Optional<Change> change(Bus.Entry entry) {
        return switch (entry.field(WHAT)) {
            case "tools" -> Optional.of(new Change.ToolsListChanged());
            case "prompts" -> Optional.of(new Change.PromptsListChanged());
            case "resources" -> Optional.of(new Change.ResourcesListChanged());
            case "resource" -> Optional.of(new Change.ResourceUpdated(entry.field(URI)));
            default -> Optional.empty();
        };
    }

    private static String what(Change change) {
        return switch (change) {
            case Change.ToolsListChanged tools -> "tools";
            case Change.PromptsListChanged prompts -> "prompts";
            case Change.ResourcesListChanged resources -> "resources";
            case Change.ResourceUpdated resource -> "resource";
        };
    }
}
