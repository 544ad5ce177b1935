package io.devmesh.shared.tenant;

/** SHA-256 of an API key, 64 lower-case hexadecimal digits. */
public record KeyHash(String hex) {}
