package org.recruitmentintake.eligibility.condition;

import static java.util.stream.Collectors.toCollection;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.Assessment;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Outcome;
import org.recruitmentintake.eligibility.Rules;

/** The list of conditions, in the order in which a person would ask, and the decision over them. */
public final class Conditions {

    /** The reason of a finding about a visa that was refused. */
    public static final String VISA_REFUSED = EmbassySteps.VISA_REFUSED.code();

    /** The reasons of findings that wait for the arrival in Ukraine. */
    public static final Set<String> AFTER_ARRIVAL = Set.of(LawfulPresence.UNTIL_ARRIVAL.code(),
            MedicalFitness.AFTER_ARRIVAL.code());

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
            new SpecialCheckPassed(),
            new PolygraphConsent(),
            new EmbassySteps(),
            new ServicePapersShown(),
            new EnhancedVetting(),
            new PossibleDuplicate());

    /** Every day on which a rule begins, changes or ends. */
    private static final NavigableSet<LocalDate> CHANGES = ALL.stream()
            .flatMap(condition -> condition.changes().stream()).collect(toCollection(TreeSet::new));

    // A document without an expiry may say 9999-12-31; the day after is no evaluation day.
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private Conditions() {}

    /**
     * Evaluates every condition. The same code serves pre-checks, submissions, changes and replays. Conditions asked
     * last are judged only if all others pass.
     */
    public static Decision decide(Assessment assessment) {
        var findings = ALL.stream().map(condition -> condition.askedLast()
                ? assessment.finding(condition, Outcome.ASKED_LAST)
                : condition.judge(assessment)).toList();
        // The outcome ASKED_LAST passes, so it does not hide the consequence of another condition.
        var othersPass = Decision.worst(findings) == Consequence.PASS;
        return new Decision(assessment.day(), assessment.gate(), Rules.VERSION,
                assessment.onDeclaredFacts() ? null : Assessment.digest(assessment.facts()),
                othersPass ? withThoseAskedLast(findings, assessment) : findings, nextEvaluation(assessment));
    }

    private static List<Finding> withThoseAskedLast(List<Finding> findings, Assessment assessment) {
        return IntStream.range(0, ALL.size()).mapToObj(
                i -> ALL.get(i).askedLast() ? ALL.get(i).judge(assessment) : findings.get(i)).toList();
    }

    /** The next day on which time alone may change the decision; null if there is none. */
    private static LocalDate nextEvaluation(Assessment assessment) {
        return Stream.concat(ALL.stream().flatMap(condition -> condition.turningDays(assessment.facts())),
                Stream.ofNullable(CHANGES.higher(assessment.day())))
                .filter(day -> day.isAfter(assessment.day()) && !day.isAfter(LAST_DAY)).min(Comparator.naturalOrder())
                .orElse(null);
    }

    public static Optional<Condition> find(String id) {
        return ALL.stream().filter(condition -> condition.id().equals(id)).findFirst();
    }
}
