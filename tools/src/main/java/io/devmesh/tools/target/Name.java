package io.devmesh.tools.target;

import io.devmesh.shared.source.TargetName;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@link TargetName} allows. */
final class Name implements ITypeConverter<TargetName> {
    @Override
    public TargetName convert(String text) {
        if (!TargetName.isValid(text)) {
            throw new TypeConversionException(
                    "'" + text + "' has not the form of a target's name: [a-z0-9][a-z0-9._-]{0,63}");
        }
        return new TargetName(text);
    }
}
