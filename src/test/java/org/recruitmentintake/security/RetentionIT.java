package org.recruitmentintake.security;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.recruitmentintake.Cases.assertIntact;
import static org.recruitmentintake.Cases.declared;
import static org.recruitmentintake.Cases.portal;
import static org.recruitmentintake.Cases.post;
import static org.recruitmentintake.security.Owner.one;
import static org.recruitmentintake.security.Owner.update;

import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.RealParts;

/** What the executable does of itself, a minute after its start: nobody calls the job here. */
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
    void theJobErasesWhatIsOverAndWrapsAnewWhatIsUnderARetiredKey() throws Exception {
        var over = posted();
        var kept = posted();
        portal().post("/v1/applications/" + over + "/withdrawal").then().statusCode(200);
        update("UPDATE application SET updated_at = now() - interval '31 days', created_at = now() - interval '31 days' WHERE id = ?",
                over);
        var keys = RealParts.keys().sealing();
        var next = "rotated-" + UUID.randomUUID().toString().substring(0, 8);
        var secret = new byte[32];
        secret[0] = 1;
        Files.writeString(keys.resolve(next), Base64.getEncoder().encodeToString(secret));
        Files.writeString(keys.resolve("current"), next);

        await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofSeconds(1)).until(() -> {
            var state = one("SELECT state FROM application WHERE id = ?", over);
            return state.equals("ERASED") && next.equals(one("SELECT key_id FROM application WHERE id = ?", kept));
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
