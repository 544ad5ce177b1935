package io.devmesh.shared.event;

/** The provider's own id of one delivery, 1 to 255 visible ASCII characters; the idempotency key within its source. */
public record DeliveryId(String value) {
    private static final int MAX_LENGTH = 255;

    public DeliveryId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a delivery id: 1 to 255 visible ASCII characters are");
        }
    }

    public static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }

    @Override
    public String toString() {
        return value;
    }
}
