package org.recruitmentintake.eligibility;

import static org.recruitmentintake.eligibility.facts.EvidenceSource.EMBASSY;
import static org.recruitmentintake.eligibility.facts.EvidenceSource.RECRUITING_CENTRE;
import static org.recruitmentintake.eligibility.facts.EvidenceSource.REVIEWER;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.Attestation;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Identity;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.PolygraphGrounds;
import org.recruitmentintake.eligibility.facts.Presence;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.Selection;
import org.recruitmentintake.eligibility.facts.ServicePapers;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.eligibility.facts.Statements;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.StepRecord;
import org.recruitmentintake.embassy.Visa;

/**
 * Parses the facts of a case in {@code cases.txt}, phrase by phrase: the first is the starting point, each further one
 * changes one fact.
 */
public final class FactsInWords {

    public static final Instant NOON = Instant.parse("2016-06-10T09:00:00Z");

    private static final LocalDate LONG_VALID = LocalDate.parse("2039-12-31");

    private final LocalDate day;
    private final Gate gate;
    private final boolean preCheck;

    private Route route;
    private Branch branch;
    private RankCategory rank;
    private Stated<Identity> identity;
    private Stated<LocalDate> birthDate;
    private Stated<Presence> presence;
    private Stated<Convictions> convictions;
    private Stated<Fitness> fitness;
    private Stated<Selection> selection;
    private Stated<SpecialCheck> specialCheck;
    private Stated<ServicePapers> servicePapers;
    private Stated<PolygraphGrounds> polygraphGrounds;
    private Boolean voluntary;
    private Boolean constitution;
    private Boolean experience;
    private LocalDate requestSigned;
    private Consent dataConsent;
    private Consent verificationConsent;
    private Consent polygraphConsent;
    private final List<StepRecord> steps = new ArrayList<>();
    private final TreeSet<String> others = new TreeSet<>();
    private final List<Resolution> resolutions = new ArrayList<>();

    private FactsInWords(LocalDate day, Gate gate, boolean preCheck) {
        this.day = day;
        this.gate = gate;
        this.preCheck = preCheck;
    }

    public static FactsInWords of(String words, LocalDate day, String gate) {
        var facts = switch (gate) {
            case "clearance" -> new FactsInWords(day, Gate.CLEARANCE, false);
            case "hand-over" -> new FactsInWords(day, Gate.HAND_OVER, false);
            case "pre-check abroad" -> new FactsInWords(day, Gate.CLEARANCE, true);
            case "pre-check" -> new FactsInWords(day, Gate.HAND_OVER, true);
            default -> throw new IllegalArgumentException("no such gate: " + gate);
        };
        Arrays.stream(words.split(";")).map(String::strip).forEach(facts::say);
        return facts;
    }

    public Decision decision() {
        return Conditions.decide(preCheck ? Assessment.ofPreCheck(facts(), day, gate)
                : Assessment.ofCase(facts(), day, gate, () -> others, resolutions));
    }

    public Facts facts() {
        return new Facts(route, branch, rank,
                new Papers(identity, birthDate, presence, convictions, fitness, selection, specialCheck,
                        servicePapers, polygraphGrounds),
                new Statements(voluntary, constitution, experience, requestSigned, dataConsent,
                        verificationConsent, polygraphConsent),
                steps);
    }

    private void say(String phrase) {
        for (var known : PHRASES) {
            var matcher = known.pattern.matcher(phrase);
            if (matcher.matches()) {
                known.change.accept(this, matcher.toMatchResult());
                return;
            }
        }
        throw new IllegalArgumentException("no such phrase: " + phrase);
    }

    private record Phrase(Pattern pattern, BiConsumer<FactsInWords, MatchResult> change) {
    }

    private static Phrase phrase(String pattern, BiConsumer<FactsInWords, MatchResult> change) {
        return new Phrase(Pattern.compile(pattern), change);
    }

    private static final String DATE = "(\\d{4}-\\d\\d-\\d\\d)";

    private static final List<Phrase> PHRASES = List.of(
            // ---- starting point
            phrase("in Ukraine, all seen", (to, said) -> to.inUkraine(true)),
            phrase("in Ukraine, all declared", (to, said) -> to.inUkraine(false)),
            phrase("abroad, all declared", (to, said) -> to.abroad(0)),
            phrase("abroad, steps 1-5 done", (to, said) -> {
                to.abroad(5);
                to.convictions = seen(Convictions.NONE, EMBASSY);
            }),
            phrase("arrived, all seen", (to, said) -> {
                to.inUkraine(true);
                to.abroad(7);
                to.seeAll();
            }),
            phrase("in Ukraine, nothing stated", (to, said) -> to.route = Route.IN_COUNTRY),
            phrase("abroad, nothing stated", (to, said) -> to.route = Route.EMBASSY),
            phrase("steps 1-([2-7])", (to, said) -> to.done(Integer.parseInt(said.group(1)))),
            phrase("without step ([1-7])", (to, said) -> to.steps
                    .removeIf(step -> step.step().number() == Integer.parseInt(said.group(1)))),
            phrase("visa (issued|waived|not-needed|pending|refused)", (to, said) -> {
                to.steps.removeIf(step -> step.step() == Step.VISA);
                to.steps.add(to.step(Step.VISA, code(Visa.class, said.group(1))));
            }),
            phrase("another case handed over", (to, said) -> to.others.add("0b7c4f0e-other-case-" + to.others.size())),
            // ---- who
            phrase("born " + DATE, (to, said) -> to.birthDate = seen(date(said), EMBASSY)),
            phrase("birth date declared " + DATE, (to, said) -> to.birthDate = Stated.declared(date(said))),
            phrase("birth date not stated", (to, said) -> to.birthDate = null),
            phrase("citizen of ([A-Z]{2}(?: and [A-Z]{2})*)", (to, said) -> to.identity = seen(
                    identity(false, said.group(1).split(" and ")), EMBASSY)),
            phrase("citizenship declared ([A-Z]{2}(?: and [A-Z]{2})*)", (to, said) -> to.identity = Stated.declared(
                    identity(false, said.group(1).split(" and ")))),
            phrase("stateless", (to, said) -> to.identity = seen(identity(true), EMBASSY)),
            phrase("stateless and citizen of ([A-Z]{2})", (to, said) -> to.identity = seen(
                    identity(true, said.group(1)), EMBASSY)),
            phrase("citizenship not stated", (to, said) -> to.identity = seen(identity(false), EMBASSY)),
            phrase("identity not stated", (to, said) -> to.identity = null),
            phrase("document until " + DATE, (to, said) -> to.identity = seen(
                    new Identity(new TreeSet<>(List.of("CA")), false,
                            new Document(Document.Kind.TRAVEL_PASSPORT, "CA", date(said))),
                    EMBASSY)),
            phrase("document declared until " + DATE, (to, said) -> to.identity = Stated.declared(
                    new Identity(new TreeSet<>(List.of("CA")), false,
                            new Document(Document.Kind.TRAVEL_PASSPORT, "CA", date(said))))),
            phrase("document without end", (to, said) -> to.identity = seen(
                    new Identity(new TreeSet<>(List.of("CA")), false,
                            new Document(Document.Kind.TRAVEL_PASSPORT, "CA", null)),
                    EMBASSY)),
            phrase("document ([a-z]+(?:-[a-z]+)+)", (to, said) -> to.identity = new Stated<>(
                    new Identity(to.identity.value().citizenships(), to.identity.value().stateless(),
                            new Document(code(Document.Kind.class, said.group(1)), "CA", LONG_VALID)),
                    to.identity.attestation())),
            phrase("no document", (to, said) -> to.identity = seen(
                    new Identity(new TreeSet<>(List.of("CA")), false, null), EMBASSY)),
            // ---- branch and rank
            phrase("branch ([a-z-]+)", (to, said) -> to.branch = code(Branch.class, said.group(1))),
            phrase("no branch", (to, said) -> to.branch = null),
            phrase("rank (private|sergeant-nco|officer)",
                    (to, said) -> to.rank = code(RankCategory.class, said.group(1))),
            phrase("no rank", (to, said) -> to.rank = null),
            // ---- evidence
            phrase("present by ([a-z-]+)", (to, said) -> to.presence = seen(
                    new Presence(code(Presence.Basis.class, said.group(1)), null), RECRUITING_CENTRE)),
            phrase("present by ([a-z-]+) until " + DATE, (to, said) -> to.presence = seen(
                    new Presence(code(Presence.Basis.class, said.group(1)), LocalDate.parse(said.group(2))),
                    RECRUITING_CENTRE)),
            phrase("no ground to be present", (to, said) -> to.presence = seen(
                    new Presence(Presence.Basis.NONE, null), RECRUITING_CENTRE)),
            phrase("presence only declared", (to, said) -> to.presence = Stated.declared(
                    new Presence(Presence.Basis.ENTRY_STAMP, LONG_VALID))),
            phrase("presence not stated", (to, said) -> to.presence = null),
            phrase("convictions (none|spent|pending|convicted)", (to, said) -> to.convictions = seen(
                    code(Convictions.class, said.group(1)), RECRUITING_CENTRE)),
            phrase("convictions spent, seen by the (embassy|reviewer)", (to, said) -> to.convictions = seen(
                    Convictions.SPENT, said.group(1).equals("embassy") ? EMBASSY : REVIEWER)),
            phrase("convictions declared (none|spent|pending|convicted)",
                    (to, said) -> to.convictions = Stated.declared(code(Convictions.class, said.group(1)))),
            phrase("convictions not stated", (to, said) -> to.convictions = null),
            phrase("(fit|unfit|not-examined)", (to, said) -> to.fitness = seen(
                    code(Fitness.class, said.group(1)), RECRUITING_CENTRE)),
            phrase("declared (fit|unfit)",
                    (to, said) -> to.fitness = Stated.declared(code(Fitness.class, said.group(1)))),
            phrase("fitness not stated", (to, said) -> to.fitness = null),
            phrase("selection (passed|failed)", (to, said) -> to.selection = seen(
                    new Selection(true, said.group(1).equals("passed")), RECRUITING_CENTRE)),
            phrase("half of the selection passed", (to, said) -> to.selection = seen(new Selection(true, null),
                    RECRUITING_CENTRE)),
            phrase("selection declared (passed|failed)", (to, said) -> to.selection = Stated.declared(
                    new Selection(said.group(1).equals("passed"), true))),
            phrase("special check (passed|failed), seen by the (centre|reviewer)",
                    (to, said) -> to.specialCheck = seen(code(SpecialCheck.class, said.group(1)),
                            said.group(2).equals("centre") ? RECRUITING_CENTRE : REVIEWER)),
            phrase("special check declared passed",
                    (to, said) -> to.specialCheck = Stated.declared(SpecialCheck.PASSED)),
            phrase("experience claimed", (to, said) -> to.experience = true),
            phrase("service papers (confirmed|contradicted)", (to, said) -> to.servicePapers = seen(
                    code(ServicePapers.class, said.group(1)), EMBASSY)),
            phrase("service papers declared confirmed",
                    (to, said) -> to.servicePapers = Stated.declared(ServicePapers.CONFIRMED)),
            phrase("post with state secrets", (to, said) -> to.polygraphGrounds = seen(
                    new PolygraphGrounds(true, false), RECRUITING_CENTRE)),
            phrase("data marked doubtful", (to, said) -> to.polygraphGrounds = seen(
                    new PolygraphGrounds(false, true), REVIEWER)),
            // ---- statements
            phrase("not voluntary", (to, said) -> to.voluntary = false),
            phrase("voluntary not stated", (to, said) -> to.voluntary = null),
            phrase("no enlistment request", (to, said) -> to.requestSigned = null),
            phrase("does not recognise the Constitution", (to, said) -> to.constitution = false),
            phrase("Constitution not stated", (to, said) -> to.constitution = null),
            phrase("no data consent", (to, said) -> to.dataConsent = null),
            phrase("data consent refused", (to, said) -> to.dataConsent = new Consent(false, NOON)),
            phrase("no verification consent", (to, said) -> to.verificationConsent = null),
            phrase("verification consent refused", (to, said) -> to.verificationConsent = new Consent(false, NOON)),
            phrase("polygraph consent", (to, said) -> to.polygraphConsent = new Consent(true, NOON)),
            phrase("polygraph refused", (to, said) -> to.polygraphConsent = new Consent(false, NOON)),
            // ---- rulings on the facts so far
            phrase("a reviewer is satisfied on ([a-z-]+)",
                    (to, said) -> to.resolve(said.group(1), Ruling.SATISFIED, Reason.AUTHORITY_CONFIRMED)),
            phrase("a reviewer refuses on ([a-z-]+)",
                    (to, said) -> to.resolve(said.group(1), Ruling.REFUSE, Reason.CONDITION_NOT_MET)),
            phrase("a reviewer wants evidence on ([a-z-]+)",
                    (to, said) -> to.resolve(said.group(1), Ruling.NEEDS_EVIDENCE, Reason.DOCUMENT_UNCLEAR)));

    private void inUkraine(boolean seen) {
        route = Route.IN_COUNTRY;
        branch = Branch.GROUND_FORCES;
        rank = RankCategory.PRIVATE;
        identity = Stated.declared(identity(false, "CA"));
        birthDate = Stated.declared(LocalDate.parse("1990-05-17"));
        presence = Stated.declared(new Presence(Presence.Basis.ENTRY_STAMP, LONG_VALID));
        convictions = Stated.declared(Convictions.NONE);
        fitness = Stated.declared(Fitness.FIT);
        voluntary = true;
        constitution = true;
        experience = false;
        requestSigned = LocalDate.parse("2016-06-10");
        dataConsent = new Consent(true, NOON);
        verificationConsent = new Consent(true, NOON);
        if (seen) {
            seeAll();
        }
    }

    private void abroad(int stepsDone) {
        inUkraine(false);
        route = Route.EMBASSY;
        requestSigned = null;
        if (stepsDone < 7) {
            presence = null;
            fitness = null;
        }
        done(stepsDone);
    }

    private void seeAll() {
        identity = seen(identity.value(), RECRUITING_CENTRE);
        birthDate = seen(birthDate.value(), RECRUITING_CENTRE);
        presence = seen(presence.value(), RECRUITING_CENTRE);
        convictions = seen(convictions.value(), RECRUITING_CENTRE);
        fitness = seen(fitness.value(), RECRUITING_CENTRE);
    }

    private void done(int last) {
        steps.clear();
        Step.inOrder().stream().filter(step -> step.number() <= last)
                .forEach(step -> steps.add(step(step, step == Step.VISA ? Visa.ISSUED : null)));
    }

    private StepRecord step(Step step, Visa visa) {
        return new StepRecord(step, LocalDate.ofEpochDay(NOON.getEpochSecond() / 86_400), visa, NOON, "a-client",
                "attache-1");
    }

    /** Adds a ruling on the finding that the facts so far cause; fails if a person may not decide so. */
    private void resolve(String condition, Ruling ruling, Reason reason) {
        var finding = decision().finding(condition).orElseThrow();
        if (!finding.answers().contains(ruling)) {
            throw new IllegalStateException(condition + " cannot be answered with " + ruling);
        }
        resolutions.add(new Resolution(condition, finding.basis(), ruling, reason, NOON, "review-desk", "reviewer-1",
                finding.matches()));
    }

    private static <T> Stated<T> seen(T value, EvidenceSource by) {
        return new Stated<>(value, new Attestation("a-client", by.name().toLowerCase(Locale.ROOT) + "-1", by, NOON));
    }

    private static Identity identity(boolean stateless, String... citizenships) {
        return new Identity(new TreeSet<>(List.of(citizenships)), stateless,
                stateless ? new Document(Document.Kind.STATELESS_PERSON_DOCUMENT, "DE", LONG_VALID)
                        : new Document(Document.Kind.TRAVEL_PASSPORT, "CA", LONG_VALID));
    }

    private static LocalDate date(MatchResult said) { return LocalDate.parse(said.group(1)); }

    private static <E extends Enum<E>> E code(Class<E> kind, String word) {
        return Enum.valueOf(kind, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
