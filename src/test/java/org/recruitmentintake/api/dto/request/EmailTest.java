package org.recruitmentintake.api.dto.request;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same table holds for every validator of the published pattern, in ECMA-262, Python and RE2. */
class EmailTest {

    private static final Pattern EMAIL = Pattern.compile(Applicant.EMAIL);

    @ParameterizedTest
    @ValueSource(strings = {"test@example.org", "first.last@example.org", "x_y-z@example.com", "a+tag@mail.example.org",
            "o'brien@example.ie", "1@example.org", "a@b.co", "A@EXAMPLE.ORG", "user@sub.sub.example.co.uk",
            "user@xn--80akhbyknj4f.xn--p1ai", "тест@приклад.укр", "олена.к@example.org", "jos\u00e9@ejemplo.es",
            "user@m\u00fcnchen.de", "用户@例子.公司", "user@a-b.org", "{x}@example.org", "a!#$%&'*+/=?^`|~@example.org",
            "user@1und1.de", "مستخدم@مثال.إختبار"})
    void anAddressIsTaken(String address) {
        assertTrue(EMAIL.matcher(address).matches());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a@b", "user@[192.0.2.1]", "user@192.0.2.1", "user", "@example.org", "user@",
            "a@b@example.org", ".a@example.org", "a.@example.org", "a..b@example.org", "a b@example.org",
            "\"a b\"@example.org", "user@example..org", "user@.example.org", "user@example.org.", "user@-example.org",
            "user@example-.org", "user@exa_mple.org", "user@[IPv6:2001:db8::1]", "<user@example.org>",
            "user@example.org,other@example.org", "user@example.o"})
    void noAddressIsRefused(String address) {
        assertFalse(EMAIL.matcher(address).matches());
    }
}
