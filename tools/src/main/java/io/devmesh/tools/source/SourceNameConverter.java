package io.devmesh.tools.source;

import io.devmesh.shared.source.SourceName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@link SourceName} allows. */
final class SourceNameConverter implements ITypeConverter<SourceName> {
    @Override
    public SourceName convert(String text) {
        if (!SourceName.isValid(text)) {
            throw new TypeConversionException(
                    "'" + text + "' has not the form of a source's name: [a-z0-9][a-z0-9._-]{0,63}");
        }
        return new SourceName(text);
    }
}
