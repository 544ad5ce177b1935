package io.devmesh.edge.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Headers of which there should be one. */
public final class HeaderValues {
    private HeaderValues() {}

    /**
     * The value without white space around it, null where there is none. All values, with commas, where they differ, so that
     * nobody can mean the first while another reads the last.
     */
    public static String of(HttpServletRequest request, String name) {
        Enumeration<String> values = request.getHeaders(name);
        if (values == null || !values.hasMoreElements()) {
            return null;
        }
        String first = values.nextElement().strip();
        if (!values.hasMoreElements()) {
            return first;
        }
        return Stream.concat(Stream.of(first), Collections.list(values).stream().map(String::strip))
                .distinct()
                .collect(Collectors.joining(","));
    }
}
