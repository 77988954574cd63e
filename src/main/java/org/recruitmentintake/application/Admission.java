package org.recruitmentintake.application;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Casebook.Change.Fault;
import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Consent;
import org.recruitmentintake.eligibility.Facts.Identity;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** What must be right about a request beyond its form: the embassy, the channel, who may post what, what can be true at all. */
@ApplicationScoped
public class Admission {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    // Nobody alive was born before, and no paper that anybody shows is older.
    private static final LocalDate EARLIEST = LocalDate.parse("1900-01-01");
    // What the clock of a form's back end may be ahead of ours.
    private static final Duration BETWEEN_CLOCKS = Duration.ofMinutes(5);

    /** Where the papers stand in a request, and whether it must say who somebody is. */
    private record Place(String citizenships, String document, String presence, String birthDate, boolean whole) {

        static final Place APPLICATION = new Place("/applicant/citizenships", "/applicant/document",
                "/statement/presence", "/applicant/birthDate", true);
        static final Place EVIDENCE = new Place("/identity/citizenships", "/identity", "/presence", "/birthDate", true);
        static final Place PRE_CHECK = new Place("/citizenships", "/document", "/statement/presence", "/birthDate",
                false);

        boolean clear(Identity identity) {
            return identity.clear() || !whole && !identity.stateless() && identity.citizenships().isEmpty();
        }
    }

    private final EmbassyDirectory embassies;
    private final Decisions decisions;

    public Admission(EmbassyDirectory embassies, Decisions decisions) {
        this.embassies = embassies;
        this.decisions = decisions;
    }

    /**
     * Everything that is wrong with it; empty where it can become a case.
     *
     * @param becoming the case as it would be with this submission, not decided yet
     */
    public List<Fault> faults(Submission submission, Client client, Application becoming) {
        var faults = new ArrayList<Fault>();
        if (submission.facts().route() == Route.EMBASSY) {
            embassy(submission, client, faults);
        } else if (submission.embassy() != null) {
            faults.add(new Fault("/embassy", "not-on-this-route"));
        } else if (client.role() == Client.Role.EMBASSY) {
            faults.add(new Fault("/route", "not-your-route"));
        }
        if (client.role() == Client.Role.RECRUITING_CENTRE
                && !client.branches().contains(submission.facts().branch().name())) {
            faults.add(new Fault("/branch", "not-your-branch"));
        }
        said(submission.facts(), Place.APPLICATION, faults);
        if (!submission.facts().statements().dataProcessing().given()) {
            faults.add(new Fault("/consents/dataProcessing/given", "consent-needed"));
        }
        for (var evidence : submission.seen()) {
            if (!Access.mayAttest(client, evidence, becoming)) {
                faults.add(new Fault("/attested", "not-yours-to-attest"));
                break;
            }
        }
        return faults;
    }

    /** What cannot be true of anybody in what a pre-check asks. */
    public List<Fault> asked(Facts facts) {
        var faults = new ArrayList<Fault>();
        said(facts, Place.PRE_CHECK, faults);
        return faults;
    }

    private void said(Facts facts, Place place, List<Fault> faults) {
        papers(facts.papers(), place, faults);
        if (facts.statements().enlistmentRequestSigned() != null) {
            past(facts.statements().enlistmentRequestSigned(), "/statement/enlistmentRequestSigned", faults);
        }
        consent(facts.statements().dataProcessing(), "dataProcessing", faults);
        consent(facts.statements().verification(), "verification", faults);
        consent(facts.statements().polygraph(), "polygraph", faults);
    }

    /** What cannot be true of anybody in what somebody says to have seen; where it says so in a request of one kind of evidence. */
    List<Fault> seen(Facts.Papers seen) {
        var faults = new ArrayList<Fault>();
        papers(seen, Place.EVIDENCE, faults);
        return faults;
    }

    /** The day of a step: not still to come, and not before anybody lived. */
    List<Fault> done(LocalDate on) {
        var faults = new ArrayList<Fault>();
        past(on, "/on", faults);
        return faults;
    }

    private void papers(Facts.Papers papers, Place place, List<Fault> faults) {
        if (papers.identity() != null) {
            identity(papers.identity().value(), place, faults);
        }
        if (papers.presence() != null) {
            plausible(papers.presence().value().validUntil(), place.presence() + "/validUntil", faults);
        }
        if (papers.birthDate() != null) {
            past(papers.birthDate().value(), place.birthDate(), faults);
        }
    }

    private static void identity(Identity identity, Place place, List<Fault> faults) {
        if (!place.clear(identity)) {
            faults.add(new Fault(place.citizenships(), "contradiction"));
        }
        if (!COUNTRIES.containsAll(identity.citizenships())) {
            faults.add(new Fault(place.citizenships(), "unknown-country"));
        }
        // A pre-check need not name one.
        if (identity.document() == null) {
            return;
        }
        if (!COUNTRIES.contains(identity.document().country())) {
            faults.add(new Fault(place.document() + "/country", "unknown-country"));
        }
        plausible(identity.document().validUntil(), place.document() + "/validUntil", faults);
    }

    private void past(LocalDate day, String pointer, List<Fault> faults) {
        if (day.isAfter(decisions.today())) {
            faults.add(new Fault(pointer, "in-the-future"));
        }
        plausible(day, pointer, faults);
    }

    private static void plausible(LocalDate day, String pointer, List<Fault> faults) {
        if (day != null && day.isBefore(EARLIEST)) {
            faults.add(new Fault(pointer, "implausible-date"));
        }
    }

    private void consent(Consent consent, String name, List<Fault> faults) {
        if (consent == null) {
            return;
        }
        var pointer = "/consents/" + name + "/at";
        if (consent.at().isAfter(decisions.now().plus(BETWEEN_CLOCKS))) {
            faults.add(new Fault(pointer, "in-the-future"));
        }
        plausible(LocalDate.ofInstant(consent.at(), ZoneOffset.UTC), pointer, faults);
    }

    private void embassy(Submission submission, Client client, List<Fault> faults) {
        if (submission.embassy() == null) {
            faults.add(new Fault("/embassy", "required"));
            return;
        }
        var embassy = embassies.find(submission.embassy());
        if (embassy.isEmpty()) {
            faults.add(new Fault("/embassy", "unknown-embassy"));
        } else if (client.role() == Client.Role.EMBASSY && !client.embassies().contains(submission.embassy())) {
            faults.add(new Fault("/embassy", "not-your-embassy"));
        } else if (submission.wishes().firstContact() != null
                && !embassy.get().accepts(submission.wishes().firstContact())) {
            faults.add(new Fault("/firstContact", "channel-closed"));
        }
    }
}
