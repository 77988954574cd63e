package org.recruitmentintake.eligibility.condition;

import java.util.List;
import java.util.Optional;

import org.recruitmentintake.eligibility.Condition;

/** The list of conditions, in the order in which a person would ask. */
public final class Conditions {

    public static final List<Condition> ALL = List.of(
            new LawfulPresence(),
            new NoConviction(),
            new Age(),
            new MedicalFitness(),
            new ProfessionalSelection(),
            new VoluntaryContract(),
            new ForeignerOrStateless(),
            new IdentityDocument(),
            new BranchOpen(),
            new RankOpen(),
            new ConstitutionDeclaration(),
            ConsentGiven.toData(),
            ConsentGiven.toVerification(),
            new SpecialCheck(),
            new PolygraphConsent(),
            new EmbassySteps(),
            new ServicePapersShown(),
            new EnhancedVetting(),
            new PossibleDuplicate());

    private Conditions() {}

    public static Optional<Condition> find(String id) {
        return ALL.stream().filter(condition -> condition.id().equals(id)).findFirst();
    }
}
