package io.devmesh.aws;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** AWS's system properties for one test, in the place of the environment that a pod gets. */
final class AwsProperties implements AutoCloseable {
    private final Map<String, Optional<String>> before = new HashMap<>();

    /** Nothing of this machine: no profile, no metadata service. */
    AwsProperties() {
        set("aws.configFile", "/nonexistent");
        set("aws.sharedCredentialsFile", "/nonexistent");
        set("aws.disableEc2Metadata", "true");
    }

    AwsProperties set(String name, String value) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.setProperty(name, value);
        return this;
    }

    AwsProperties clear(String name) {
        before.putIfAbsent(name, Optional.ofNullable(System.getProperty(name)));
        System.clearProperty(name);
        return this;
    }

    @Override
    public void close() {
        before.forEach((name, value) ->
                value.ifPresentOrElse(text -> System.setProperty(name, text), () -> System.clearProperty(name)));
    }
}
