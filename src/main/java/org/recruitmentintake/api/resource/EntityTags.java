package org.recruitmentintake.api.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import jakarta.ws.rs.core.EntityTag;

import org.recruitmentintake.api.problem.ProblemException;

/**
 * The value of {@code If-Match} or {@code If-None-Match} (RFC 9110, 13.1). The framework's own reader splits a tag at a
 * comma within it, takes tags without quotes, and compares weak tags like strong ones.
 *
 * @param any {@code *}, which matches every version
 */
record EntityTags(boolean any, List<EntityTag> tags) {

    // One element of the list, which may be empty, with the comma behind it.
    private static final Pattern ELEMENT = Pattern
            .compile("[ \\t]*(?:(W/)?\"([!#-~\\x80-\\xff]*)\")?[ \\t]*(?:,|\\z)");

    /**
     * Reads the lines of a header, which count as one list.
     *
     * @throws ProblemException if they are malformed
     */
    static EntityTags of(String header, List<String> lines) {
        var list = String.join(",", lines).strip();
        if (list.equals("*")) return new EntityTags(true, List.of());
        var tags = new ArrayList<EntityTag>();
        var element = ELEMENT.matcher(list);
        for (int at = 0; at < list.length(); at = element.end()) {
            if (!element.region(at, list.length()).lookingAt()) throw ProblemException.invalidHeader(header);
            if (element.group(2) != null) tags.add(new EntityTag(element.group(2), element.group(1) != null));
        }
        if (tags.isEmpty()) throw ProblemException.invalidHeader(header);
        return new EntityTags(false, List.copyOf(tags));
    }

    /** The comparison of {@code If-Match}: a weak tag matches nothing. */
    boolean matchStrongly(Predicate<String> current) {
        return any || tags.stream().anyMatch(tag -> !tag.isWeak() && current.test(tag.getValue()));
    }

    /** The comparison of {@code If-None-Match}: a weak tag counts as a strong one. */
    boolean matchWeakly(String current) {
        return any || tags.stream().anyMatch(tag -> current.equals(tag.getValue()));
    }
}
