package io.devmesh.shared.source;

import java.util.Locale;

/** Who sends the webhooks of a source: decides the signature scheme and the shape of the payload. */
public enum Provider {
    GITHUB,
    GITLAB,
    BITBUCKET,
    BITBUCKET_DC,
    JIRA,
    HARNESS,
    JFROG,
    SLACK,
    PAGERDUTY,
    STRIPE,
    /** Anybody who follows Standard Webhooks. */
    STANDARD_WEBHOOKS,
    /** Anybody who signs the body with HMAC. */
    HMAC,
    /** Anybody who sends a token. */
    BEARER,
    /** Anybody who sends a user and a password. */
    BASIC;

    /** The name in rows, entries and answers: {@code github}, {@code bitbucket-dc}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Throws IllegalArgumentException for a provider that this version does not know. */
    public static Provider ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
