package io.devmesh.aws;

import java.util.HashMap;
import java.util.Map;

/** AWS's system properties for one test, in the place of the environment that a pod gets. */
final class AwsProperties implements AutoCloseable {
    private final Map<String, String> before = new HashMap<>();

    /** Nothing of this machine: no profile, no metadata service. */
    AwsProperties() {
        set("aws.configFile", "/nonexistent");
        set("aws.sharedCredentialsFile", "/nonexistent");
        set("aws.disableEc2Metadata", "true");
    }

    AwsProperties set(String name, String value) {
        before.put(name, System.getProperty(name));
        System.setProperty(name, value);
        return this;
    }

    @Override
    public void close() {
        before.forEach((name, value) -> {
            if (value == null) {
                System.clearProperty(name);
            } else {
                System.setProperty(name, value);
            }
        });
    }
}
