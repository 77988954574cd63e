package org.recruitmentintake.embassy;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The embassies that an application may name. Read from lines of five columns separated by {@code ;}:
 * id, country, city, countries served, closed channels; the last two are lists separated by spaces and may be empty.
 * Empty lines and lines that begin with {@code #} are skipped.
 */
public final class EmbassyDirectory {

    /** The form of an id: a country code and a city of at most six words. */
    public static final String ID = "[a-z]{2}(-[a-z]+){1,6}";

    public static final int LONGEST_ID = 60;
    private static final Pattern ID_PATTERN = Pattern.compile(ID);

    private final Map<String, Embassy> embassies;

    private EmbassyDirectory(Map<String, Embassy> embassies) {
        this.embassies = Collections.unmodifiableMap(embassies);
    }

    /** @throws IllegalArgumentException naming the malformed line, and why */
    public static EmbassyDirectory parse(List<String> lines) {
        var embassies = new LinkedHashMap<String, Embassy>();
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            var embassy = embassy(line, i + 1);
            if (embassies.put(embassy.id(), embassy) != null) throw malformed(i + 1, "the id is a duplicate");
        }
        if (embassies.isEmpty()) throw new IllegalArgumentException("the directory of embassies names no embassy");
        return new EmbassyDirectory(embassies);
    }

    /** Whether a text has the form of an id, which has at most 60 characters. */
    public static boolean isId(String text) {
        return text.length() <= LONGEST_ID && ID_PATTERN.matcher(text).matches();
    }

    public Optional<Embassy> find(String id) { return Optional.ofNullable(embassies.get(id)); }

    public Collection<Embassy> all() { return embassies.values(); }

    private static Embassy embassy(String line, int number) {
        var columns = line.split(";", -1);
        if (columns.length != 5) throw malformed(number, "five columns are expected, there are " + columns.length);
        var id = columns[0].strip();
        if (!isId(id)) {
            throw malformed(number, "an id is a country code and a city of at most six words in lower case, joined by"
                    + " hyphens, in at most 60 characters");
        }
        var country = country(columns[1].strip(), number);
        if (!id.startsWith(country.toLowerCase(Locale.ROOT) + "-")) {
            throw malformed(number, "the id does not begin with the country");
        }
        if (columns[2].isBlank()) throw malformed(number, "the city is missing");
        var serves = new TreeSet<>(Set.of(country));
        words(columns[3]).forEach(word -> serves.add(country(word, number)));
        var closed = EnumSet.noneOf(Channel.class);
        words(columns[4]).forEach(word -> closed.add(channel(word, number)));
        return new Embassy(id, country, columns[2].strip(), Collections.unmodifiableSet(serves),
                Collections.unmodifiableSet(closed));
    }

    private static List<String> words(String column) {
        return column.isBlank() ? List.of() : Arrays.asList(column.strip().split("\\s+"));
    }

    private static String country(String code, int number) {
        if (!Countries.isCountry(code)) {
            throw malformed(number, "a country is a two-letter ISO 3166 code in upper case that is in use, or XK");
        }
        return code;
    }

    private static Channel channel(String word, int number) {
        return Arrays.stream(Channel.values()).filter(channel -> channel.name().equals(word)).findFirst()
                .orElseThrow(() -> malformed(number,
                        "a closed channel is one of " + Arrays.toString(Channel.values())));
    }

    private static IllegalArgumentException malformed(int number, String why) {
        return new IllegalArgumentException("directory of embassies, line " + number + ": " + why);
    }

}
