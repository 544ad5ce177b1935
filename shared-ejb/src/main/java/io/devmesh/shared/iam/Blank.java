package io.devmesh.shared.iam;

final class Blank {
    private Blank() {}

    static void refuse(String name, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
    }
}
