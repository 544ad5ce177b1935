package io.devmesh.worker.rule;

import java.util.List;
import java.util.regex.Pattern;

/** A place in the data: names with dots between them, such as {@code pull_request.title}. */
record DataField(List<String> parents, String name) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64}){0,9}");

    static DataField of(Clause clause, String otherwise) {
        String text = clause.text(otherwise);
        if (!FORM.matcher(text).matches()) {
            throw clause.wrong(otherwise);
        }
        List<String> names = List.of(text.split("\\.", -1));
        return new DataField(names.subList(0, names.size() - 1), names.getLast());
    }

    @Override
    public String toString() {
        return parents.isEmpty() ? name : String.join(".", parents) + "." + name;
    }
}
