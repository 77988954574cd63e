package org.recruitmentintake.eligibility;

import static java.util.stream.Collectors.toCollection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Stated;
import org.recruitmentintake.embassy.StepRecord;

/**
 * What a condition judges: the facts of a case on a day at a gate.
 *
 * @param day the decision's date, the date in Kyiv
 * @param onDeclaredFacts whether declarations suffice everywhere, as in a pre-check
 * @param handedOver looks up the ids of handed-over cases of the same document; null in a pre-check
 * @param resolutions the resolutions of reviewers, the oldest first
 */
public record Assessment(Facts facts, LocalDate day, Gate gate, boolean onDeclaredFacts,
        Supplier<List<String>> handedOver, List<Resolution> resolutions) {

    /** A case as it is stored. */
    public static Assessment ofCase(Facts facts, LocalDate day, Gate gate,
            Supplier<List<String>> handedOver, List<Resolution> resolutions) {
        return new Assessment(facts, day, gate, false, handedOver, List.copyOf(resolutions));
    }

    /** A pre-check: declared facts only. */
    public static Assessment ofPreCheck(Facts facts, LocalDate day, Gate gate) {
        return new Assessment(facts, day, gate, true, null, List.of());
    }

    /** The fact if its assurance is enough for this gate: attested at hand-over, declared before. */
    public <T> Optional<T> sufficient(Stated<T> fact) {
        return Optional.ofNullable(fact)
                .filter(stated -> onDeclaredFacts || gate == Gate.CLEARANCE || stated.attested()).map(Stated::value);
    }

    /** The fact if it is attested, at either gate. In a pre-check a declaration suffices. */
    public <T> Optional<T> attested(Stated<T> fact) {
        return Optional.ofNullable(fact).filter(stated -> onDeclaredFacts || stated.attested()).map(Stated::value);
    }

    /** The fact, declared or attested. */
    public <T> Optional<T> stated(Stated<T> fact) {
        return Optional.ofNullable(fact).map(Stated::value);
    }

    /**
     * The finding of a condition with this outcome.
     *
     * @param grounds the values that it rests on, and to which a ruling is bound. The attestors are the persons who
     *            attested these values; for a {@link Part}, those who attested its whole fact
     */
    public Finding finding(Requirement condition, Outcome outcome, Object... grounds) {
        return finding(condition, outcome, List.of(), grounds);
    }

    /** The same, with the options that could be chosen instead. */
    public Finding finding(Requirement condition, Outcome outcome, List<String> options, Object... grounds) {
        var consequence = outcome.consequence();
        var basis = consequence.asksAPerson() ? basis(condition, outcome, grounds) : null;
        var finding = new Finding(condition.id(), outcome.verdict(), consequence, outcome.code(), outcome.missing(),
                options, basis, attestors(grounds), condition.askedLast(), List.of(), null, null);
        return basis == null ? finding
                : lastRuling(condition, basis, grounds)
                        .map(ruling -> finding.ruled(ruling, List.copyOf(condition.evidence()))).orElse(finding);
    }

    /** Whether a reviewer has let this outcome pass, for a condition that then checks something further. */
    public boolean satisfied(Requirement condition, Outcome outcome, Object... grounds) {
        return lastRuling(condition, basis(condition, outcome, grounds), grounds)
                .filter(Ruling.SATISFIED::equals).isPresent();
    }

    /** The last ruling on this outcome; a ruling by an attestor of its grounds does not count. */
    private Optional<Ruling> lastRuling(Requirement condition, String basis, Object... grounds) {
        var attestors = attestors(grounds);
        return resolutions.stream()
                .filter(resolution -> resolution.condition().equals(condition.id())
                        && resolution.basis().equals(basis) && resolution.isIndependentOf(attestors))
                .reduce((earlier, later) -> later).map(Resolution::ruling);
    }

    /**
     * Ids of cases of the same document that a reviewer has ruled to be another person's. A ruling by an attestor of
     * the identity does not count.
     */
    public static Set<String> ruledApart(Facts facts, List<Resolution> resolutions) {
        var attestors = attestors(facts.papers().identity());
        return resolutions.stream().filter(resolution -> resolution.ruling() == Ruling.SATISFIED
                && resolution.isIndependentOf(attestors)).flatMap(resolution -> resolution.matches().stream())
                .collect(toCollection(TreeSet::new));
    }

    /** A digest of the values only. It does not change if another person attests them, or at another time. */
    private static String basis(Requirement condition, Outcome outcome, Object... grounds) {
        return digest(condition.id() + " " + outcome.code(), Stream.of(grounds).map(Assessment::value).toArray());
    }

    private static Object value(Object ground) {
        if (ground instanceof Stated<?> fact) return fact.value();
        if (ground instanceof StepRecord step) return List.of(step.step(), step.on(), String.valueOf(step.visa()));
        return ground instanceof Consent consent ? consent.given() : ground;
    }

    private static List<String> attestors(Object... grounds) {
        var attestors = new TreeSet<String>();
        for (var ground : grounds) {
            var fact = ground instanceof Part part ? part.of() : ground;
            if (fact instanceof Stated<?> stated && stated.attested()) attestors.add(stated.attestation().person());
            if (fact instanceof StepRecord step) attestors.add(step.person());
        }
        return List.copyOf(attestors);
    }

    /** A ground that is part of a fact: a ruling is bound to the part, and stays when the fact is attested again. */
    public record Part(Stated<?> of, Object value) {

        /** The text that is digested. */
        @Override
        public String toString() { return String.valueOf(value); }
    }

    /** A digest of the text forms of the values: of records, enums, dates and sorted sets, which have one text form. */
    public static String digest(Object first, Object... more) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            Stream.concat(Stream.of(first), Stream.of(more)).forEach(
                    value -> sha.update((Objects.toString(value) + '\u001f').getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

}
