package io.devmesh.shared.iam;

public record IamCacheUser(String cacheName, String userId, String region, boolean serverless) {}
