package io.devmesh.shared.config;

/** A setting that stops the start-up; the message names the variable, its value, the rule and the fix, on one line. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigurationException(String message) {
        super(message);
    }
}
