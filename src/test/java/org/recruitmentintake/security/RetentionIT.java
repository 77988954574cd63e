package org.recruitmentintake.security;

import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Cases.assertIntact;
import static org.recruitmentintake.Cases.declared;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.Waiting.await;
import static org.recruitmentintake.security.Owner.age;
import static org.recruitmentintake.security.Owner.one;
import static org.recruitmentintake.security.Owner.update;

import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;
import org.recruitmentintake.privacy.Vault;

/** The scheduled tasks of the executable, a minute after its start. */
@QuarkusIntegrationTest
@TestProfile(RetentionIT.Often.class)
@WithTestResource(RealParts.class)
class RetentionIT {

    /** After the first minute. */
    public static class Often implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() { return Map.of("intake.retention.every", "1S"); }
    }

    @Test
    void jobErasesExpiredCasesAndRewrapsKeys() throws Exception {
        var over = posted();
        var kept = posted();
        portal().post("/v1/applications/" + over + "/withdrawal").then().statusCode(200);
        age(over, 31);
        // As after a rotation: wrapped with a key that the executable knows but does not use.
        var id = UUID.fromString(kept);
        var vault = new Vault(RetentionTest.keysWithNextAsCurrent());
        var wrapped = HexFormat.of()
                .parseHex(one("SELECT encode(wrapped_key, 'hex') FROM application WHERE id = ?", kept));
        var current = one("SELECT key_id FROM application WHERE id = ?", kept);
        var key = vault.rewrap(id, vault.unwrap(id, current, wrapped));
        update("UPDATE application SET key_id = ?, wrapped_key = ? WHERE id = ?", key.keyId(), key.wrapped(), kept);

        await().pollInterval(Duration.ofSeconds(1)).until(() -> {
            var state = one("SELECT state FROM application WHERE id = ?", over);
            return state.equals("ERASED") && current.equals(one("SELECT key_id FROM application WHERE id = ?", kept));
        });
        assertEquals("0", one("SELECT num_nonnulls(key_id, wrapped_key, dossier, blind_index)::text FROM application "
                + "WHERE id = ?", over));
        portal().get("/v1/applications/" + kept).then().statusCode(200).body("id", is(kept));
        assertIntact(over);
    }

    private static String posted() {
        return post(portal(), declared()).statusCode(201).extract().path("id").toString();
    }
}
