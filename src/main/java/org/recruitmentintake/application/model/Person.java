package org.recruitmentintake.application.model;

import java.util.regex.Pattern;

/**
 * The applicant, as far as the recipient needs it. All of it is personal data and never logged.
 *
 * @param name the full name as the document writes it, in any script; one word is enough
 * @param documentNumber number of the identity document, as the document writes it (compared by {@link DocumentNumber})
 * @param email null where none is given
 * @param phone null where none is given
 */
public record Person(String name, String documentNumber, String email, String phone) {

    /** The international form of a phone number. */
    public static final String PHONE = "\\+[1-9][0-9]{6,14}";

    private static final Pattern PHONE_PATTERN = Pattern.compile(PHONE);

    public Person {
        TextBounds.checkRequired(name, 200);
        TextBounds.checkRequired(documentNumber, 40);
        TextBounds.checkOptional(email, 254);
        if (phone != null && !PHONE_PATTERN.matcher(phone).matches()) {
            throw new IllegalArgumentException("a phone number is not in the international form");
        }
    }

    @Override
    public String toString() { return "Person[sealed]"; }
}
