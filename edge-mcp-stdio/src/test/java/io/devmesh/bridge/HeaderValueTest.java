package io.devmesh.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderValueTest {
    /** The specification's own examples, and edges of them. */
    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "us-west1,us-west1",
                "a b\tc,a b\tc",
                "``,``",
                "`Hello, 世界`,=?base64?SGVsbG8sIOS4lueVjA==?=",
                " padded ,=?base64?IHBhZGRlZCA=?=",
                "`line1\nline2`,=?base64?bGluZTEKbGluZTI=?=",
                "=?base64?literal?=,=?base64?PT9iYXNlNjQ/bGl0ZXJhbD89?=",
                "=?base64?open,=?base64?open"
            })
    void isEncodedOnlyWhereAHeaderCouldNotCarryIt(String value, String header) {
        assertThat(HeaderValue.encode(value)).isEqualTo(header);
    }
}
