package io.devmesh.system.fuzz;

/** One line of a request's head. */
record Header(String name, String value) {
    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}
