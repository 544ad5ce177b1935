package io.devmesh.worker.rule;

import com.jayway.jsonpath.spi.json.Jackson3JsonNodeJsonProvider;
import tools.jackson.databind.ObjectMapper;

/** Jackson's tree for JSONPath. The library's own takes an index beyond an array's end for null, as if that stood there. */
final class JsonTree extends Jackson3JsonNodeJsonProvider {
    JsonTree(ObjectMapper mapper) {
        super(mapper);
    }

    @Override
    public Object getArrayIndex(Object array, int index) {
        Object element = super.getArrayIndex(array, index);
        if (element == null) {
            throw new IndexOutOfBoundsException(index); // what the library wants here
        }
        return element;
    }
}
