package org.recruitmentintake.api.resource;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/**
 * The answer to a submission, as it is kept for a repeated request.
 *
 * @param language of its texts, two letters
 */
record StoredAnswer(String language, byte[] json) {

    static StoredAnswer of(byte[] bytes) {
        return new StoredAnswer(new String(bytes, 0, 2, US_ASCII), Arrays.copyOfRange(bytes, 2, bytes.length));
    }

    /** The language, then the JSON. */
    byte[] bytes() {
        var bytes = Arrays.copyOf(language.getBytes(US_ASCII), 2 + json.length);
        System.arraycopy(json, 0, bytes, 2, json.length);
        return bytes;
    }
}
