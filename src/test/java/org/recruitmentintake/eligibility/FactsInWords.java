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

/** The facts of a case in the phrases of {@code cases.txt}: the first is a whole case, each other one changes it. */
public final class FactsInWords {

    /** Noon in Kyiv on the first day of the rules. */
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
        Arrays.stream(words.split(";")).map(String::strip).forEach(facts::apply);
        return facts;
    }

    public Decision decision() {
        return Conditions.decide(preCheck ? Assessment.ofPreCheck(facts(), day, gate)
                : Assessment.ofCase(facts(), day, gate, () -> List.copyOf(others), resolutions));
    }

    public Facts facts() {
        return new Facts(route, branch, rank,
                new Papers(identity, birthDate, presence, convictions, fitness, selection, specialCheck,
                        servicePapers, polygraphGrounds),
                new Statements(voluntary, constitution, experience, requestSigned, dataConsent,
                        verificationConsent, polygraphConsent),
                steps);
    }

    private void apply(String phrase) {
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
            phrase("in Ukraine, all seen", (facts, match) -> {
                facts.declareInUkraine();
                facts.attestAll();
            }),
            phrase("in Ukraine, all declared", (facts, match) -> facts.declareInUkraine()),
            phrase("abroad, all declared", (facts, match) -> facts.declareAbroad(0)),
            phrase("abroad, steps 1-5 done", (facts, match) -> {
                facts.declareAbroad(5);
                facts.convictions = attested(Convictions.NONE, EMBASSY);
            }),
            phrase("arrived, all seen", (facts, match) -> {
                facts.declareAbroad(7);
                facts.attestAll();
            }),
            phrase("in Ukraine, nothing stated", (facts, match) -> facts.route = Route.IN_COUNTRY),
            phrase("abroad, nothing stated", (facts, match) -> facts.route = Route.EMBASSY),
            phrase("steps 1-([2-7])", (facts, match) -> facts.recordSteps(Integer.parseInt(match.group(1)))),
            phrase("without step ([1-7])", (facts, match) -> facts.steps
                    .removeIf(step -> step.step().number() == Integer.parseInt(match.group(1)))),
            phrase("visa (issued|waived|not-needed|pending|refused)", (facts, match) -> {
                facts.steps.removeIf(step -> step.step() == Step.VISA);
                facts.steps.add(facts.step(Step.VISA, code(Visa.class, match.group(1))));
            }),
            phrase("another case handed over",
                    (facts, match) -> facts.others.add("0b7c4f0e-other-case-" + facts.others.size())),
            // ---- person and document
            phrase("born " + DATE, (facts, match) -> facts.birthDate = attested(date(match), EMBASSY)),
            phrase("birth date declared " + DATE, (facts, match) -> facts.birthDate = Stated.declared(date(match))),
            phrase("birth date not stated", (facts, match) -> facts.birthDate = null),
            phrase("citizen of ([A-Z]{2}(?: and [A-Z]{2})*)", (facts, match) -> facts.identity = attested(
                    identity(false, match.group(1).split(" and ")), EMBASSY)),
            phrase("citizenship declared ([A-Z]{2}(?: and [A-Z]{2})*)",
                    (facts, match) -> facts.identity = Stated.declared(
                            identity(false, match.group(1).split(" and ")))),
            phrase("stateless", (facts, match) -> facts.identity = attested(identity(true), EMBASSY)),
            phrase("stateless and citizen of ([A-Z]{2})", (facts, match) -> facts.identity = attested(
                    identity(true, match.group(1)), EMBASSY)),
            phrase("citizenship not stated", (facts, match) -> facts.identity = attested(identity(false), EMBASSY)),
            phrase("identity not stated", (facts, match) -> facts.identity = null),
            phrase("document until " + DATE, (facts, match) -> facts.identity = attested(
                    new Identity(new TreeSet<>(List.of("CA")), false,
                            new Document(Document.Kind.TRAVEL_PASSPORT, "CA", date(match))),
                    EMBASSY)),
            phrase("document declared until " + DATE, (facts, match) -> facts.identity = Stated.declared(
                    new Identity(new TreeSet<>(List.of("CA")), false,
                            new Document(Document.Kind.TRAVEL_PASSPORT, "CA", date(match))))),
            phrase("document without end", (facts, match) -> facts.identity = attested(
                    new Identity(new TreeSet<>(List.of("CA")), false,
                            new Document(Document.Kind.TRAVEL_PASSPORT, "CA", null)),
                    EMBASSY)),
            phrase("document ([a-z]+(?:-[a-z]+)+)", (facts, match) -> facts.identity = new Stated<>(
                    new Identity(facts.identity.value().citizenships(), facts.identity.value().stateless(),
                            new Document(code(Document.Kind.class, match.group(1)), "CA", LONG_VALID)),
                    facts.identity.attestation())),
            phrase("no document", (facts, match) -> facts.identity = attested(
                    new Identity(new TreeSet<>(List.of("CA")), false, null), EMBASSY)),
            // ---- branch and rank
            phrase("branch ([a-z-]+)", (facts, match) -> facts.branch = code(Branch.class, match.group(1))),
            phrase("no branch", (facts, match) -> facts.branch = null),
            phrase("rank (private|sergeant-nco|officer)",
                    (facts, match) -> facts.rank = code(RankCategory.class, match.group(1))),
            phrase("no rank", (facts, match) -> facts.rank = null),
            // ---- evidence
            phrase("present by ([a-z-]+)", (facts, match) -> facts.presence = attested(
                    new Presence(code(Presence.Basis.class, match.group(1)), null), RECRUITING_CENTRE)),
            phrase("present by ([a-z-]+) until " + DATE, (facts, match) -> facts.presence = attested(
                    new Presence(code(Presence.Basis.class, match.group(1)), LocalDate.parse(match.group(2))),
                    RECRUITING_CENTRE)),
            phrase("no ground to be present", (facts, match) -> facts.presence = attested(
                    new Presence(Presence.Basis.NONE, null), RECRUITING_CENTRE)),
            phrase("presence only declared", (facts, match) -> facts.presence = Stated.declared(
                    new Presence(Presence.Basis.ENTRY_STAMP, LONG_VALID))),
            phrase("presence not stated", (facts, match) -> facts.presence = null),
            phrase("convictions (none|spent|pending|convicted)", (facts, match) -> facts.convictions = attested(
                    code(Convictions.class, match.group(1)), RECRUITING_CENTRE)),
            phrase("convictions spent, seen by the (embassy|reviewer)", (facts, match) -> facts.convictions = attested(
                    Convictions.SPENT, match.group(1).equals("embassy") ? EMBASSY : REVIEWER)),
            phrase("convictions declared (none|spent|pending|convicted)",
                    (facts, match) -> facts.convictions = Stated.declared(code(Convictions.class, match.group(1)))),
            phrase("convictions not stated", (facts, match) -> facts.convictions = null),
            phrase("(fit|unfit|not-examined)", (facts, match) -> facts.fitness = attested(
                    code(Fitness.class, match.group(1)), RECRUITING_CENTRE)),
            phrase("declared (fit|unfit)",
                    (facts, match) -> facts.fitness = Stated.declared(code(Fitness.class, match.group(1)))),
            phrase("fitness not stated", (facts, match) -> facts.fitness = null),
            phrase("selection (passed|failed)", (facts, match) -> facts.selection = attested(
                    new Selection(true, match.group(1).equals("passed")), RECRUITING_CENTRE)),
            phrase("half of the selection passed",
                    (facts, match) -> facts.selection = attested(new Selection(true, null),
                            RECRUITING_CENTRE)),
            phrase("selection declared (passed|failed)", (facts, match) -> facts.selection = Stated.declared(
                    new Selection(match.group(1).equals("passed"), true))),
            phrase("special check (passed|failed), seen by the (centre|reviewer)",
                    (facts, match) -> facts.specialCheck = attested(code(SpecialCheck.class, match.group(1)),
                            match.group(2).equals("centre") ? RECRUITING_CENTRE : REVIEWER)),
            phrase("special check declared passed",
                    (facts, match) -> facts.specialCheck = Stated.declared(SpecialCheck.PASSED)),
            phrase("experience claimed", (facts, match) -> facts.experience = true),
            phrase("service papers (confirmed|contradicted)", (facts, match) -> facts.servicePapers = attested(
                    code(ServicePapers.class, match.group(1)), EMBASSY)),
            phrase("service papers declared confirmed",
                    (facts, match) -> facts.servicePapers = Stated.declared(ServicePapers.CONFIRMED)),
            phrase("post with state secrets", (facts, match) -> facts.polygraphGrounds = attested(
                    new PolygraphGrounds(true, false), RECRUITING_CENTRE)),
            phrase("data marked doubtful", (facts, match) -> facts.polygraphGrounds = attested(
                    new PolygraphGrounds(false, true), REVIEWER)),
            // ---- statements
            phrase("not voluntary", (facts, match) -> facts.voluntary = false),
            phrase("voluntary not stated", (facts, match) -> facts.voluntary = null),
            phrase("no enlistment request", (facts, match) -> facts.requestSigned = null),
            phrase("does not recognise the Constitution", (facts, match) -> facts.constitution = false),
            phrase("Constitution not stated", (facts, match) -> facts.constitution = null),
            phrase("no data consent", (facts, match) -> facts.dataConsent = null),
            phrase("data consent refused", (facts, match) -> facts.dataConsent = new Consent(false, NOON)),
            phrase("no verification consent", (facts, match) -> facts.verificationConsent = null),
            phrase("verification consent refused",
                    (facts, match) -> facts.verificationConsent = new Consent(false, NOON)),
            phrase("polygraph consent", (facts, match) -> facts.polygraphConsent = new Consent(true, NOON)),
            phrase("polygraph refused", (facts, match) -> facts.polygraphConsent = new Consent(false, NOON)),
            // ---- rulings on the facts so far
            phrase("a reviewer is satisfied on ([a-z-]+)",
                    (facts, match) -> facts.resolve(match.group(1), Ruling.SATISFIED, Reason.AUTHORITY_CONFIRMED)),
            phrase("a reviewer refuses on ([a-z-]+)",
                    (facts, match) -> facts.resolve(match.group(1), Ruling.REFUSE, Reason.CONDITION_NOT_MET)),
            phrase("a reviewer wants evidence on ([a-z-]+)",
                    (facts, match) -> facts.resolve(match.group(1), Ruling.NEEDS_EVIDENCE, Reason.DOCUMENT_UNCLEAR)));

    private void declareInUkraine() {
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
    }

    private void declareAbroad(int lastStep) {
        declareInUkraine();
        route = Route.EMBASSY;
        requestSigned = null;
        if (lastStep < 7) {
            presence = null;
            fitness = null;
        }
        recordSteps(lastStep);
    }

    private void attestAll() {
        identity = attested(identity.value(), RECRUITING_CENTRE);
        birthDate = attested(birthDate.value(), RECRUITING_CENTRE);
        presence = attested(presence.value(), RECRUITING_CENTRE);
        convictions = attested(convictions.value(), RECRUITING_CENTRE);
        fitness = attested(fitness.value(), RECRUITING_CENTRE);
    }

    private void recordSteps(int last) {
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
        if (!finding.allowedRulings().contains(ruling)) {
            throw new IllegalStateException(condition + " cannot be answered with " + ruling);
        }
        resolutions.add(new Resolution(condition, finding.basis(), ruling, reason, NOON, "review-desk", "reviewer-1",
                finding.matches()));
    }

    private static <T> Stated<T> attested(T value, EvidenceSource by) {
        return new Stated<>(value, new Attestation("a-client", by.name().toLowerCase(Locale.ROOT) + "-1", by, NOON));
    }

    private static Identity identity(boolean stateless, String... citizenships) {
        return new Identity(new TreeSet<>(List.of(citizenships)), stateless,
                stateless ? new Document(Document.Kind.STATELESS_PERSON_DOCUMENT, "DE", LONG_VALID)
                        : new Document(Document.Kind.TRAVEL_PASSPORT, "CA", LONG_VALID));
    }

    private static LocalDate date(MatchResult match) { return LocalDate.parse(match.group(1)); }

    private static <E extends Enum<E>> E code(Class<E> kind, String word) {
        return Enum.valueOf(kind, word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
