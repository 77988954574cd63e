package org.recruitmentintake.eligibility;

import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.just;
import static net.jqwik.api.Arbitraries.of;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Evidence;
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
 * Generates cases, most of them nearly valid: a fact is usually as in a valid case, otherwise wrong, unclear or missing.
 * Dates lie near changes of rules, expiries and birthdays.
 */
final class AnyCase {

    /** The days on which a rule changes, the days after them, and days 40 days later. */
    static final List<LocalDate> DAYS = List.of("2016-06-10", "2022-02-26", "2022-02-28", "2023-01-12", "2024-02-21",
            "2024-10-30", "2025-02-12", "2026-02-13", "2026-05-01").stream().map(LocalDate::parse)
            .flatMap(day -> List.of(day, day.plusDays(1), day.plusDays(40)).stream()).toList();

    static final Set<Evidence> ATTESTABLE = EnumSet.copyOf(
            Stream.of(Evidence.values()).filter(Evidence::attestable).toList());

    private AnyCase() {
    }

    static Arbitrary<LocalDate> day() { return of(DAYS); }

    static Arbitrary<Set<Evidence>> seen() {
        return frequencyOf(Tuple.of(2, just(EnumSet.copyOf(ATTESTABLE))),
                Tuple.of(1, of(ATTESTABLE).set().ofMinSize(5).map(EnumSet::copyOf)))
                .map(set -> (Set<Evidence>) set);
    }

    /** Facts without attestation. */
    static Arbitrary<Facts> facts() {
        return Combinators.combine(mostly(Route.IN_COUNTRY, just(Route.EMBASSY), 2),
                mostly(Branch.GROUND_FORCES, of(Branch.values()).injectNull(0.1), 2),
                mostly(RankCategory.PRIVATE, of(RankCategory.values()).injectNull(0.1), 2), papers(), statements(),
                steps())
                .as((route, branch, rank, papers, statements, steps) -> new Facts(route, branch, rank, papers,
                        statements, route == Route.EMBASSY ? steps : List.of()));
    }

    private static Arbitrary<Papers> papers() {
        return Combinators.combine(identity(), birthDates(), presences(),
                mostly(Convictions.NONE, of(Convictions.values()).injectNull(0.2), 4),
                mostly(Fitness.FIT, of(Fitness.values()).injectNull(0.3), 6), selections(),
                of(SpecialCheck.values()).injectNull(0.6), of(ServicePapers.values()).injectNull(0.4))
                .flatAs((identity, birth, presence, convictions, fitness, selection, check, service) -> grounds()
                        .map(grounds -> new Papers(Stated.declared(identity), Stated.declared(birth),
                                Stated.declared(presence), Stated.declared(convictions), Stated.declared(fitness),
                                Stated.declared(selection), Stated.declared(check), Stated.declared(service),
                                Stated.declared(grounds))));
    }

    private static Arbitrary<Identity> identity() {
        var citizenships = frequencyOf(Tuple.of(8, just(Set.of("CA"))),
                Tuple.of(3, of("CA", "UA", "RU", "BY", "GE", "US").set().ofMaxSize(3)));
        var document = frequencyOf(Tuple.of(8, just(LocalDate.parse("2039-12-31"))), Tuple.of(1, near(DAYS)))
                .injectNull(0.05).map(until -> until == null ? null
                        : new Document(Document.Kind.TRAVEL_PASSPORT, "CA", until));
        return Combinators.combine(citizenships, mostly(false, just(true), 9), document)
                .as((countries, stateless, paper) -> new Identity(new TreeSet<>(countries), stateless, paper))
                .injectNull(0.03);
    }

    private static Arbitrary<LocalDate> birthDates() {
        var birthdays = DAYS.stream().flatMap(day -> List.of(day.minusYears(18), day.minusYears(60)).stream()).toList();
        return frequencyOf(Tuple.of(6, just(LocalDate.parse("1990-05-17"))), Tuple.of(2, near(birthdays)),
                Tuple.of(1, of(LocalDate.parse("2008-02-29"), LocalDate.parse("1964-02-29")))).injectNull(0.05);
    }

    private static Arbitrary<Presence> presences() {
        return Combinators.combine(mostly(Presence.Basis.ENTRY_STAMP, of(Presence.Basis.values()), 4),
                frequencyOf(Tuple.of(4, just(LocalDate.parse("2039-12-31"))), Tuple.of(1, near(DAYS))).injectNull(0.2))
                .as(Presence::new).injectNull(0.1);
    }

    private static Arbitrary<Selection> selections() {
        return Combinators
                .combine(of(true, true, true, false).injectNull(0.3), of(true, true, true, false).injectNull(0.3))
                .as(Selection::new).injectNull(0.5);
    }

    private static Arbitrary<PolygraphGrounds> grounds() {
        return Combinators.combine(mostly(false, just(true), 5), mostly(false, just(true), 5))
                .as(PolygraphGrounds::new).injectNull(0.6);
    }

    private static Arbitrary<Statements> statements() {
        return Combinators.combine(mostly(true, just(false), 12).injectNull(0.05),
                mostly(true, just(false), 12).injectNull(0.05), mostly(false, just(true), 4).injectNull(0.3),
                just(LocalDate.parse("2016-06-10")).injectNull(0.1), consent(0.03), consent(0.05), consent(0.5))
                .as(Statements::new);
    }

    private static Arbitrary<Consent> consent(double absent) {
        return mostly(true, just(false), 15).map(given -> new Consent(given, FactsInWords.NOON)).injectNull(absent);
    }

    private static Arbitrary<List<StepRecord>> steps() {
        var done = frequencyOf(Tuple.of(5, just(7)), Tuple.of(3, just(5)),
                Tuple.of(2, Arbitraries.integers().between(0, 7)));
        return Combinators
                .combine(done, mostly(Visa.ISSUED, of(Visa.values()), 2), mostly(0, of(1, 2, 3, 4, 5, 6, 7), 8))
                .as((count, visa, without) -> {
                    var steps = new ArrayList<StepRecord>();
                    Step.inOrder().stream().filter(step -> step.number() <= count && step.number() != without)
                            .forEach(step -> steps.add(new StepRecord(step, LocalDate.parse("2022-02-27"),
                                    step == Step.VISA ? visa : null, FactsInWords.NOON, "a-client", "attache-1")));
                    return steps;
                });
    }

    private static Arbitrary<LocalDate> near(List<LocalDate> days) {
        return Combinators.combine(of(days), of(-1, 0, 1)).as((day, offset) -> day.plusDays(offset));
    }

    /** The usual value, this many times as often as all other values together. */
    private static <T> Arbitrary<T> mostly(T usual, Arbitrary<T> others, int times) {
        return frequencyOf(Tuple.of(times, just(usual)), Tuple.of(1, others));
    }
}
