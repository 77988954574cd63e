package org.recruitmentintake.eligibility.facts;

import java.time.LocalDate;

/** What somebody whose task it is can attest to have seen. */
public record Papers(Stated<Identity> identity, Stated<LocalDate> birthDate, Stated<Presence> presence,
        Stated<Convictions> convictions,
        Stated<Fitness> fitness, Stated<Selection> selection, Stated<SpecialCheck> specialCheck,
        Stated<ServicePapers> servicePapers,
        Stated<PolygraphGrounds> polygraphGrounds) {

    /** How two versions of one paper become one. */
    public interface Merge {
        <T> Stated<T> of(Evidence kind, Stated<T> before, Stated<T> now);
    }

    public Papers merged(Papers now, Merge merge) {
        return new Papers(
                merge.of(Evidence.IDENTITY, identity, now.identity),
                merge.of(Evidence.BIRTH_DATE, birthDate, now.birthDate),
                merge.of(Evidence.PRESENCE, presence, now.presence),
                merge.of(Evidence.CONVICTIONS, convictions, now.convictions),
                merge.of(Evidence.FITNESS, fitness, now.fitness),
                merge.of(Evidence.SELECTION, selection, now.selection),
                merge.of(Evidence.SPECIAL_CHECK, specialCheck, now.specialCheck),
                merge.of(Evidence.SERVICE_PAPERS, servicePapers, now.servicePapers),
                merge.of(Evidence.POLYGRAPH_GROUNDS, polygraphGrounds, now.polygraphGrounds));
    }
}
