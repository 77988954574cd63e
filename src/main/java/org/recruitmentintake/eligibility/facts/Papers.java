package org.recruitmentintake.eligibility.facts;

import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The facts that a desk or a reviewer can attest. */
public record Papers(Stated<Identity> identity, Stated<LocalDate> birthDate, Stated<Presence> presence,
        Stated<Convictions> convictions, Stated<Fitness> fitness, Stated<Selection> selection,
        Stated<SpecialCheck> specialCheck, Stated<ServicePapers> servicePapers,
        Stated<PolygraphGrounds> polygraphGrounds) {

    /** Each kind of evidence with its fact; null for a fact that is not stated. */
    public Map<Evidence, Stated<?>> byEvidence() {
        var facts = new LinkedHashMap<Evidence, Stated<?>>();
        facts.put(Evidence.IDENTITY, identity);
        facts.put(Evidence.BIRTH_DATE, birthDate);
        facts.put(Evidence.PRESENCE, presence);
        facts.put(Evidence.CONVICTIONS, convictions);
        facts.put(Evidence.FITNESS, fitness);
        facts.put(Evidence.SELECTION, selection);
        facts.put(Evidence.SPECIAL_CHECK, specialCheck);
        facts.put(Evidence.SERVICE_PAPERS, servicePapers);
        facts.put(Evidence.POLYGRAPH_GROUNDS, polygraphGrounds);
        return Collections.unmodifiableMap(facts);
    }

    /** The papers with these facts. */
    public static Papers of(Map<Evidence, Stated<?>> facts) {
        return new Papers(fact(facts, Evidence.IDENTITY), fact(facts, Evidence.BIRTH_DATE),
                fact(facts, Evidence.PRESENCE), fact(facts, Evidence.CONVICTIONS), fact(facts, Evidence.FITNESS),
                fact(facts, Evidence.SELECTION), fact(facts, Evidence.SPECIAL_CHECK),
                fact(facts, Evidence.SERVICE_PAPERS), fact(facts, Evidence.POLYGRAPH_GROUNDS));
    }

    @SuppressWarnings("unchecked") // each kind has facts of one type
    private static <T> Stated<T> fact(Map<Evidence, Stated<?>> facts, Evidence kind) {
        return (Stated<T>) facts.get(kind);
    }
}
