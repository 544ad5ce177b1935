package io.devmesh.shared.event;

/** How many events share {@code value} in the column that was counted by; an absent value counts as {@code ""}. */
public record EventCount(String value, long count) {}
