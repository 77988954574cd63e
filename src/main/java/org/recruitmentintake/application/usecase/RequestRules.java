package org.recruitmentintake.application.usecase;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
 * Collects what is wrong with a request beyond the shape of its members. What is null is not known, or was refused
 * for its shape, and breaks no rule: so every rule can be asked, whatever else is wrong.
 */
public final class RequestRules {

    // No living person was born earlier, and no valid document is older.
    private static final LocalDate EARLIEST = LocalDate.parse("1900-01-01");
    // The first time zone in which a day begins: a day that has begun anywhere is not in the future.
    private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);
    // How far the clock of a form's back end may be ahead of ours.
    private static final Duration BETWEEN_CLOCKS = Duration.ofMinutes(5);

    private final EmbassyDirectory embassies;
    private final Instant now;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> ofTheCaseToo = new ArrayList<>();

    RequestRules(EmbassyDirectory embassies, Instant now) {
        this.embassies = embassies;
        this.now = now;
    }

    /** @param otherwiseRefused whether the request is refused already, so that its case is not looked at */
    public List<Fault> faults(boolean otherwiseRefused) {
        return faults.isEmpty() && !otherwiseRefused ? List.of()
                : Stream.concat(faults.stream(), ofTheCaseToo.stream()).toList();
    }

    public void refuse(String pointer, String code, Object... arguments) {
        faults.add(new Fault(pointer, code, arguments));
    }

    /** The same of a rule that the use case asks, too, with those that need the case: it says them together. */
    public void refuseUnlessTheCaseIsAsked(String pointer, String code) {
        ofTheCaseToo.add(new Fault(pointer, code));
    }

    /** The embassy belongs to the embassy route, is in the directory, and can be told in that way. */
    public void embassy(Route route, String embassy, Channel firstContact) {
        if (route == Route.EMBASSY && embassy == null) refuse("/embassy", "required");
        if (route == Route.IN_COUNTRY && embassy != null) refuse("/embassy", "not-on-this-route");
        if (route == Route.IN_COUNTRY || embassy == null) return;
        embassies.find(embassy).ifPresentOrElse(found -> {
            if (firstContact != null && !found.accepts(firstContact)) refuse("/firstContact", "channel-closed");
        }, () -> refuse("/embassy", "unknown-embassy"));
    }

    /** Each client posts what it is bound to. */
    public void poster(Client client, Route route, String embassy, Branch branch) {
        if (client.role() == Role.EMBASSY && route == Route.IN_COUNTRY) refuse("/route", "not-your-route");
        if (client.role() == Role.EMBASSY && embassy != null && embassies.find(embassy).isPresent()
                && !client.embassies().contains(embassy)) {
            refuse("/embassy", "not-your-embassy");
        }
        if (client.role() == Role.RECRUITING_CENTRE && branch != null && !client.branches().contains(branch.name())) {
            refuse("/branch", "not-your-branch");
        }
    }

    /** Each client attests what is its task. */
    public void attested(Collection<Evidence> attested, Client client, String embassy, Branch branch,
            boolean visibleInUkraine) {
        if (attested == null || attested.isEmpty()) return;
        var unknown = client.role() == Role.EMBASSY && embassy == null
                || client.role() == Role.RECRUITING_CENTRE && branch == null;
        var inCharge = unknown || Access.isInCharge(client, embassy, branch, visibleInUkraine);
        if (!inCharge || attested.stream().filter(Objects::nonNull)
                .anyMatch(evidence -> !Access.mayAttest(client, evidence))) {
            refuse("/attested", "not-yours-to-attest");
        }
    }

    /** An applicant has a citizenship or is stateless. Neither is not known yet. */
    public void citizenship(String pointer, Collection<String> citizenships, Boolean stateless) {
        if (Boolean.TRUE.equals(stateless) && citizenships != null && !citizenships.isEmpty()) {
            refuse(pointer, "contradiction");
        }
    }

    /** Text that may be left out, and is not blank where it is there. */
    public void notBlank(String pointer, String text) {
        if (text != null && text.isBlank()) refuse(pointer, "required");
    }

    public void documentNumber(String pointer, String number) {
        notBlank(pointer, number);
        if (number != null && !number.isBlank() && !DocumentNumber.isNumber(number)) {
            refuse(pointer, "no-letter-or-digit");
        }
    }

    /** A day that has begun somewhere on earth, within the lifetime of a living person. */
    public void pastDay(String pointer, LocalDate day) {
        pastDay(pointer, day, EARLIEST);
    }

    /** A day that has begun somewhere on earth, and not before the earliest. */
    public void pastDay(String pointer, LocalDate day, LocalDate earliest) {
        if (day != null && day.isAfter(LocalDate.ofInstant(now, EARLIEST_ZONE))) refuse(pointer, "in-the-future");
        notBefore(pointer, day, earliest);
    }

    /** The last day of a paper. */
    public void lastDay(String pointer, LocalDate day) {
        notBefore(pointer, day, EARLIEST);
    }

    /** When a consent was given. */
    public void consent(String pointer, Instant at) {
        if (at == null) return;
        if (at.isAfter(now.plus(BETWEEN_CLOCKS))) refuse(pointer, "in-the-future");
        notBefore(pointer, LocalDate.ofInstant(at, EARLIEST_ZONE), Rules.BEGINNING);
    }

    private void notBefore(String pointer, LocalDate day, LocalDate earliest) {
        if (day != null && day.isBefore(earliest)) refuse(pointer, "implausible-date", earliest);
    }
}
