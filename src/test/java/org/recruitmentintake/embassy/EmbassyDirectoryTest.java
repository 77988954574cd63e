package org.recruitmentintake.embassy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The format of the directory, and the directory that the service ships with. */
class EmbassyDirectoryTest {

    @Test
    void lineOfTheDirectoryIsParsed() {
        var directory = EmbassyDirectory
                .parse(List.of("# a comment", "", "  ca-ottawa ; CA ; Ottawa ; BB AG ; PHONE EMAIL ",
                        "ae-abu-dhabi;AE;Abu Dhabi;;"));
        var ottawa = directory.find("ca-ottawa").orElseThrow();
        assertEquals("Ottawa", ottawa.city());
        assertEquals(Set.of("AG", "BB", "CA"), ottawa.serves(), "its own country is one of them");
        assertFalse(ottawa.accepts(Channel.PHONE));
        assertTrue(ottawa.accepts(Channel.IN_PERSON));
        assertEquals(Set.of("AE"), directory.find("ae-abu-dhabi").orElseThrow().serves());
        assertEquals(2, directory.all().size());
        assertTrue(directory.find("ca-toronto").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "ca-ottawa;CA;Ottawa;               | five columns",
            "ca-ottawa;CA;Ottawa;;;             | five columns",
            "Ottawa;CA;Ottawa;;                 | an id is",
            "ca-ottawa2;CA;Ottawa;;             | an id is",
            "ca-a-b-c-d-e-f-g;CA;Ottawa;;       | an id is",
            "ca-ottawaottawaottawaottawaottawaottawaottawaottawaottawaottawa;CA;Ottawa;; | an id is",
            "ca-ottawa;XX;Ottawa;;              | a country is",
            "ca-ottawa;ca;Ottawa;;              | a country is",
            "ca-ottawa;US;Ottawa;;              | does not begin with the country",
            "ca-ottawa;CA;  ;;                  | the city is missing",
            "ca-ottawa;CA;Ottawa;Barbados;      | a country is",
            "ca-ottawa;CA;Ottawa;;FAX           | a closed channel is one of",
            "us-washington;US;Washington;;      | the id is a duplicate"})
    void malformedLineIsNamedByItsNumber(String line, String fault) {
        var failure = assertThrows(IllegalArgumentException.class,
                () -> EmbassyDirectory.parse(List.of("# first", "us-washington;US;Washington;;", "", line)));
        assertTrue(failure.getMessage().contains("line 4"), failure.getMessage());
        assertTrue(failure.getMessage().contains(fault), failure.getMessage());
    }

    @Test
    void directoryWithoutAnEmbassyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> EmbassyDirectory.parse(List.of("# nothing", " ")));
    }

    @Test
    void shippedDirectoryListsEachCityOnce() throws IOException {
        var embassies = EmbassyDirectory.parse(shippedLines()).all();
        assertTrue(embassies.size() > 70);
        assertEquals(embassies.size(), embassies.stream().map(embassy -> embassy.city()).distinct().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"DZ", "SN"})
    void shippedEmbassyAcceptsNoChannelInThisCountry(String country) throws IOException {
        var embassy = EmbassyDirectory.parse(shippedLines()).all().stream()
                .filter(each -> each.country().equals(country)).findFirst().orElseThrow();
        assertEquals(List.of(), Arrays.stream(Channel.values()).filter(embassy::accepts).toList());
    }

    @Test
    void shippedDirectoryHasNoContactDetails() throws IOException {
        var data = shippedLines().stream().filter(line -> !line.startsWith("#")).toList();
        assertEquals(List.of(), data.stream().filter(line -> line.matches(".*([0-9@]|http).*")).toList());
    }

    private static List<String> shippedLines() throws IOException {
        try (var file = EmbassyDirectory.class.getResourceAsStream("/embassies.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
