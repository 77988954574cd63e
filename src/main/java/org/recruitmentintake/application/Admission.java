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

/** What must be right about a submission beyond its form, before there is a case: the embassy, the channel, who may post what. */
@ApplicationScoped
public class Admission {

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    // Nobody alive was born before, and no paper that anybody shows is older.
    private static final LocalDate EARLIEST = LocalDate.parse("1900-01-01");
    // What the clock of a form's back end may be ahead of ours.
    private static final Duration BETWEEN_CLOCKS = Duration.ofMinutes(5);

    private final EmbassyDirectory embassies;
    private final Decisions decisions;

    public Admission(EmbassyDirectory embassies, Decisions decisions) {
        this.embassies = embassies;
        this.decisions = decisions;
    }

    /** Everything that is wrong with it; empty where it can become a case. */
    public List<Fault> faults(Submission submission, Client client) {
        var faults = new ArrayList<Fault>();
        if (submission.facts().route() == Route.EMBASSY) {
            embassy(submission, client, faults);
        } else if (submission.embassy() != null) {
            faults.add(new Fault("/embassy", "not-on-this-route"));
        }
        if (client.role() == Client.Role.RECRUITING_CENTRE
                && !client.branches().contains(submission.facts().branch().name())) {
            faults.add(new Fault("/branch", "not-your-branch"));
        }
        said(submission.facts(), faults);
        for (var evidence : submission.seen()) {
            if (!Access.mayAttest(client, evidence)) {
                faults.add(new Fault("/attested", "not-yours-to-attest"));
                break;
            }
        }
        return faults;
    }

    /** What cannot be true of anybody, and the one consent without which nothing is stored. */
    private void said(Facts facts, List<Fault> faults) {
        papers(facts.papers(), "/applicant/citizenships", "/applicant/document", "/statement/presence",
                "/applicant/birthDate", faults);
        if (facts.statements().enlistmentRequestSigned() != null) {
            past(facts.statements().enlistmentRequestSigned(), "/statement/enlistmentRequestSigned", faults);
        }
        if (!facts.statements().dataProcessing().given()) {
            faults.add(new Fault("/consents/dataProcessing/given", "consent-needed"));
        }
        consent(facts.statements().dataProcessing(), "dataProcessing", faults);
        consent(facts.statements().verification(), "verification", faults);
        consent(facts.statements().polygraph(), "polygraph", faults);
    }

    /** What cannot be true of anybody in what somebody says to have seen; where it says so in a request of one kind of evidence. */
    List<Fault> seen(Facts.Papers seen) {
        var faults = new ArrayList<Fault>();
        papers(seen, "/identity/citizenships", "/identity", "/presence", "/birthDate", faults);
        return faults;
    }

    /** The day of a step: not still to come, and not before anybody lived. */
    List<Fault> done(LocalDate on) {
        var faults = new ArrayList<Fault>();
        past(on, "/on", faults);
        return faults;
    }

    private void papers(Facts.Papers papers, String citizenships, String document, String presence, String birthDate,
            List<Fault> faults) {
        if (papers.identity() != null) {
            identity(papers.identity().value(), citizenships, document, faults);
        }
        if (papers.presence() != null) {
            plausible(papers.presence().value().validUntil(), presence + "/validUntil", faults);
        }
        if (papers.birthDate() != null) {
            past(papers.birthDate().value(), birthDate, faults);
        }
    }

    private static void identity(Identity identity, String citizenships, String document, List<Fault> faults) {
        if (!identity.clear()) {
            faults.add(new Fault(citizenships, "contradiction"));
        }
        if (!COUNTRIES.containsAll(identity.citizenships())) {
            faults.add(new Fault(citizenships, "unknown-country"));
        }
        if (!COUNTRIES.contains(identity.document().country())) {
            faults.add(new Fault(document + "/country", "unknown-country"));
        }
        plausible(identity.document().validUntil(), document + "/validUntil", faults);
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
