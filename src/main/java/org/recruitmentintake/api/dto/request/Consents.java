package org.recruitmentintake.api.dto.request;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.recruitmentintake.api.json.Complete;
import org.recruitmentintake.application.usecase.RequestRules;

/** The consents. Without the first nothing is stored. */
public record Consents(
        @NotNull(groups = Complete.class) @Valid ConsentDto dataProcessing,
        @Valid ConsentDto verification,
        @Valid ConsentDto polygraph) {

    static final Consents NONE = new Consents(null, null, null);

    void check(RequestRules rules) {
        check(rules, "dataProcessing", dataProcessing);
        check(rules, "verification", verification);
        check(rules, "polygraph", polygraph);
    }

    private static void check(RequestRules rules, String name, ConsentDto consent) {
        if (consent != null) rules.checkConsent("/consents/" + name + "/at", consent.at());
    }
}
