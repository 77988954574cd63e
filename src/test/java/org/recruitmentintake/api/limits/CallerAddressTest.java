package org.recruitmentintake.api.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address of a caller behind proxies. */
class CallerAddressTest {

    private final CallerAddress callers = new CallerAddress(
            List.of("10.1.0.0/16", "192.0.2.7", "2001:db8:1::/48"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # peer         | X-Forwarded-For                     | caller
            203.0.113.1    | -                                   | 203.0.113.1
            203.0.113.1    | 198.51.100.1                        | 203.0.113.1
            10.1.2.3       | -                                   | 10.1.2.3
            10.1.2.3       | 198.51.100.1                        | 198.51.100.1
            10.2.0.1       | 198.51.100.1                        | 10.2.0.1
            10.1.2.3       | 203.0.113.9, 198.51.100.1           | 198.51.100.1
            10.1.2.3       | 203.0.113.9, 198.51.100.1, 10.1.9.9 | 198.51.100.1
            10.1.2.3       | 10.1.4.4, 192.0.2.7                 | 10.1.4.4
            192.0.2.7      | 198.51.100.1                        | 198.51.100.1
            192.0.2.8      | 198.51.100.1                        | 192.0.2.8
            10.1.2.3       | unknown                             | 10.1.2.3
            10.1.2.3       | 198.51.100.1, _hidden               | 10.1.2.3
            10.1.2.3       | 198.51.100.1,                       | 10.1.2.3
            10.1.2.3       | 198.51.100.1:4711                   | 198.51.100.1
            10.1.2.3       | [2001:db8:2::1]:4711                | 2001:db8:2::1
            10.1.2.3       | 2001:db8:2::1, 2001:db8:1::5        | 2001:db8:2::1
            2001:db8:1::9  | 198.51.100.1                        | 198.51.100.1
            ::ffff:10.1.2.3| 198.51.100.1                        | 198.51.100.1
            10.1.2.3       | ::ffff:198.51.100.1                 | 198.51.100.1
            """)
    void rightmostAddressThatIsNoProxyIsTheCaller(String peer, String forwardedFor, String caller) {
        assertEquals(caller, callers.of(peer, forwardedFor == null ? List.of() : List.of(forwardedFor)));
    }

    @Test
    void severalHeadersAreOneList() {
        assertEquals("198.51.100.1", callers.of("10.1.2.3", List.of("203.0.113.9", "198.51.100.1", "10.1.9.9")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy.example", "10.1.0.0/33", "10.1.0.0/", "10.1.0.0/16/2", "2001:db8::/129", "10.1", ""})
    void malformedNetworkIsAFault(String text) {
        assertEquals(1, new CallerAddress(List.of(text)).faults().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.0.0/16", "::1"})
    void networkOrAddressIsNoFault(String text) {
        assertEquals(List.of(), new CallerAddress(List.of(text)).faults());
    }
}
