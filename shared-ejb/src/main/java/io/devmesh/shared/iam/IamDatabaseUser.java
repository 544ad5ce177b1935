package io.devmesh.shared.iam;

public record IamDatabaseUser(String host, int port, String user, String region) {}
