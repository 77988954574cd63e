package org.recruitmentintake.application.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.DocumentNumber;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.Channel;
import org.recruitmentintake.embassy.EmbassyDirectory;

/**
 * Collects the faults of a request beyond the shape of its members. A null value is missing, or was refused for its
 * shape; it breaks no rule, so that every rule can be checked despite other faults.
 */
public final class RequestRules {

    // No living person was born earlier, and no valid document is older.
    private static final LocalDate EARLIEST = LocalDate.parse("1900-01-01");
    // The time zone in which a day begins first: a day that has begun anywhere is not in the future.
    private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);
    // How far the clock of a form's back end may be ahead of ours.
    private static final Duration BETWEEN_CLOCKS = Duration.ofMinutes(5);

    private final EmbassyDirectory embassies;
    private final Instant now;
    private final List<Broken> faults = new ArrayList<>();
    private final List<Fault> ofUseCase = new ArrayList<>();

    public RequestRules(EmbassyDirectory embassies, Instant now) {
        this.embassies = embassies;
        this.now = now;
    }

    /** A broken rule, and all members that it is about. */
    private record Broken(Fault fault, List<String> members) {}

    /**
     * The broken rules, without those about a member that is refused already: that refusal is their cause.
     *
     * @param isRefused whether the member at a pointer, or a part that holds it, is refused
     * @param otherwiseRefused whether the request is refused already, so that its case is not loaded
     */
    public List<Fault> faults(Predicate<String> isRefused, boolean otherwiseRefused) {
        var found = faults.stream().filter(broken -> broken.members().stream().noneMatch(isRefused)).map(Broken::fault)
                .toList();
        return found.isEmpty() && !otherwiseRefused ? List.of()
                : Stream.concat(found.stream(), ofUseCase.stream().filter(fault -> !isRefused.test(fault.at())))
                        .toList();
    }

    public void refuse(String pointer, String code, Object... arguments) {
        faults.add(new Broken(new Fault(pointer, code, arguments), List.of(pointer)));
    }

    /** Refuses by a rule about two members; the fault is at the first. */
    private void refuseTogether(String pointer, String other, String code) {
        faults.add(new Broken(new Fault(pointer, code), List.of(pointer, other)));
    }

    /** Refuses by a rule that the use case checks itself if the case is loaded. */
    public void refuseUnlessCaseIsLoaded(String pointer, String code) {
        ofUseCase.add(new Fault(pointer, code));
    }

    /** The embassy belongs to the embassy route, is in the directory, and accepts the channel of first contact. */
    public void checkEmbassy(Route route, String embassy, Channel firstContact) {
        if (route == Route.EMBASSY && embassy == null) refuse("/embassy", "required");
        if (route == Route.IN_COUNTRY && embassy != null) refuse("/embassy", "not-on-this-route");
        if (route == Route.IN_COUNTRY || embassy == null) return;
        embassies.find(embassy).ifPresentOrElse(found -> {
            if (firstContact != null && !found.accepts(firstContact)) refuse("/firstContact", "channel-closed");
        }, () -> refuse("/embassy", "unknown-embassy"));
    }

    /** A client posts within its binding. */
    public void checkPoster(Client client, Route route, String embassy, Branch branch) {
        if (client.role() == Role.EMBASSY && route == Route.IN_COUNTRY) refuse("/route", "not-your-route");
        if (client.role() == Role.EMBASSY && embassy != null && embassies.find(embassy).isPresent()
                && !client.embassies().contains(embassy)) {
            refuse("/embassy", "not-your-embassy");
        }
        if (client.role() == Role.RECRUITING_CENTRE && branch != null && !client.branches().contains(branch.name())) {
            refuse("/branch", "not-your-branch");
        }
    }

    /** A client attests only the evidence and the cases that are its task. */
    public void checkAttestations(Collection<Evidence> attested, Client client, String embassy, Branch branch,
            boolean visibleInUkraine) {
        if (!isStated(attested)) return;
        var unknown = client.role() == Role.EMBASSY && (embassy == null || embassies.find(embassy).isEmpty())
                || client.role() == Role.RECRUITING_CENTRE && branch == null;
        var inCharge = unknown || Access.isInCharge(client, embassy, branch, visibleInUkraine);
        if (!inCharge || attested.stream().filter(Objects::nonNull)
                .anyMatch(evidence -> !Access.mayAttest(client, evidence))) {
            refuse("/attested", "not-yours-to-attest");
        }
    }

    /** An applicant is not both a citizen and stateless. Neither means not known yet. */
    public void checkCitizenship(String at, Collection<String> citizenships, Boolean stateless) {
        if (Boolean.TRUE.equals(stateless) && isStated(citizenships)) {
            refuseTogether(at + "/citizenships", at + "/stateless", "contradiction");
        }
    }

    /** A desk that has seen the document knows the citizenship or the statelessness. */
    public void checkCitizenshipSeen(String at, Collection<String> citizenships, Boolean stateless) {
        checkCitizenship(at, citizenships, stateless);
        if ((citizenships == null || citizenships.isEmpty()) && !Boolean.TRUE.equals(stateless)) {
            refuseTogether(at + "/citizenships", at + "/stateless", "contradiction");
        }
    }

    /** Whether a list has an element that was not refused for its shape. */
    private static boolean isStated(Collection<?> list) {
        return list != null && list.stream().anyMatch(Objects::nonNull);
    }

    /** A text may be missing, but not blank. */
    public void checkNotBlank(String pointer, String text) {
        if (text != null && text.isBlank()) refuse(pointer, "required");
    }

    public void checkDocumentNumber(String pointer, String number) {
        checkNotBlank(pointer, number);
        if (number != null && !number.isBlank() && !DocumentNumber.isNumber(number)) {
            refuse(pointer, "no-letter-or-digit");
        }
    }

    /** A day that has begun somewhere on earth, not before a living person's birth. */
    public void checkPastDay(String pointer, LocalDate day) {
        checkPastDay(pointer, day, EARLIEST);
    }

    /** A day that has begun somewhere on earth, and not before the earliest. */
    public void checkPastDay(String pointer, LocalDate day, LocalDate earliest) {
        if (day != null && day.isAfter(LocalDate.ofInstant(now, EARLIEST_ZONE))) refuse(pointer, "in-the-future");
        refuseBefore(pointer, day, earliest);
    }

    /** The last day of a document's validity. */
    public void checkExpiry(String pointer, LocalDate day) {
        refuseBefore(pointer, day, EARLIEST);
    }

    /** The moment of a consent. */
    public void checkConsent(String pointer, Instant at) {
        if (at == null) return;
        if (at.isAfter(now.plus(BETWEEN_CLOCKS))) refuse(pointer, "in-the-future");
        refuseBefore(pointer, LocalDate.ofInstant(at, EARLIEST_ZONE), Rules.BEGINNING);
    }

    private void refuseBefore(String pointer, LocalDate day, LocalDate earliest) {
        if (day != null && day.isBefore(earliest)) refuse(pointer, "implausible-date", earliest);
    }
}
