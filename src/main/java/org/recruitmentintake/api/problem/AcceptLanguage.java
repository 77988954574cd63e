package org.recruitmentintake.api.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code Accept-Language} of a request (RFC 9110, 12.5.4). Empty and malformed members are ignored; the parser
 * of the JDK would refuse the whole header.
 *
 * @param weights by the first subtag of each range, or {@code *}, in the order of the header
 */
record AcceptLanguage(Map<String, Double> weights) {

    private static final String ANY = "*";
    private static final Pattern MEMBER = Pattern.compile("(\\*|([A-Za-z]{1,8})(?:-[A-Za-z0-9]{1,8}){0,16})"
            + "(?:[ \\t]*;[ \\t]*[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?))?");

    static AcceptLanguage of(String header) {
        var weights = new LinkedHashMap<String, Double>();
        for (var text : header.split(",")) {
            var member = MEMBER.matcher(text.strip());
            if (member.matches()) {
                var language = member.group(2) == null ? ANY : member.group(2).toLowerCase(Locale.ROOT);
                weights.merge(language, member.group(3) == null ? 1 : Double.parseDouble(member.group(3)), Math::max);
            }
        }
        return new AcceptLanguage(weights);
    }

    /** The best of these languages; the default if the client wants none of them. */
    String best(Collection<String> languages, String byDefault) {
        // Of languages with the same weight, the first in the header wins; a wildcard gives them no order.
        return Stream.of(weights.keySet().stream(), Stream.of(byDefault), languages.stream()).flatMap(all -> all)
                .filter(language -> languages.contains(language) && weight(language) > 0)
                .sorted(Comparator.comparingDouble(this::weight).reversed()).findFirst().orElse(byDefault);
    }

    private double weight(String language) { return weights.getOrDefault(language, weights.getOrDefault(ANY, 0.0)); }
}
