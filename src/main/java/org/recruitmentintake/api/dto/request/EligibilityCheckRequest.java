package org.recruitmentintake.api.dto.request;

import java.time.Instant;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.validation.groups.ConvertGroup;
import jakarta.validation.groups.Default;

import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.Complete;
import org.recruitmentintake.api.json.RuledBody;
import org.recruitmentintake.application.model.Speciality;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.Channel;
import org.recruitmentintake.embassy.EmbassyDirectory;

/**
 * A pre-check: the body of an application with everything optional, so that a form can send it before it is complete.
 * Name, document number, e-mail and phone are checked for their form and then dropped.
 */
public record EligibilityCheckRequest(
        Route route,
        @Pattern(regexp = EmbassyDirectory.ID) @Size(max = EmbassyDirectory.LONGEST_ID) String embassy,
        Branch branch,
        RankCategory rankCategory,
        @Size(max = 6) @UniqueElements List<Speciality> specialities,
        @Size(min = 1, max = 100) String preferredUnit,
        Channel firstContact,
        @Valid @ConvertGroup(from = Complete.class, to = Default.class) Applicant applicant,
        @Valid @ConvertGroup(from = Complete.class, to = Default.class) Statement statement,
        @Valid @ConvertGroup(from = Complete.class, to = Default.class) Consents consents) implements RuledBody {

    @Override
    public void check(RequestRules rules) {
        // The embassy may be left out on the embassy route, too.
        if (embassy != null) rules.checkEmbassy(route, embassy, firstContact);
        if (applicant != null) applicant.check(rules);
        if (statement != null) statement.check(rules);
        if (consents != null) consents.check(rules);
    }

    /**
     * The stated facts for one route, without anything that identifies the applicant.
     *
     * @param now the moment of a consent that is stated without a moment
     */
    public Facts facts(Route taken, Instant now) {
        var stated = statement == null ? Statement.NOTHING : statement;
        return stated.facts(taken, branch, rankCategory, applicant == null ? Applicant.UNKNOWN : applicant,
                consents == null ? Consents.NONE : consents, now);
    }

    @Override
    public String toString() { return "EligibilityCheckRequest[sealed]"; }
}
