package org.recruitmentintake.application;

/**
 * Who applies: the least that the receiving side needs to meet the person. Personal data throughout; never logged.
 *
 * @param name the full name as the document writes it, in any script; one word is enough
 * @param documentNumber number of the identity document
 * @param email null where none is given
 * @param phone null where none is given
 */
public record Person(String name, String documentNumber, String email, String phone) {

    @Override
    public String toString() { return "Person[sealed]"; }
}
