package io.devmesh.shared.config;

import java.util.List;

/** Of a configuration that is accepted, but that whoever runs the service should know of. */
public interface Warnings {
    /** One line each, logged at every start. */
    List<String> warnings();
}
