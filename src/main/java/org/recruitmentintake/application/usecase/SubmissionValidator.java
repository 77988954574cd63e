package org.recruitmentintake.application.usecase;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Access;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.DocumentNumber;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.eligibility.Rules;
import org.recruitmentintake.eligibility.facts.Consent;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Facts;
import org.recruitmentintake.eligibility.facts.Identity;
import org.recruitmentintake.eligibility.facts.Papers;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.embassy.Channel;
import org.recruitmentintake.embassy.EmbassyDirectory;
import org.recruitmentintake.embassy.Step;

/** What must be right about a request beyond its form: the embassy, the channel, who may post what, plausible dates. */
@ApplicationScoped
public class SubmissionValidator {

    // Nobody alive was born before, and no paper that anybody shows is older.
    private static final LocalDate EARLIEST = LocalDate.parse("1900-01-01");
    // The first time zone in which a day begins: a day that has begun anywhere is not in the future.
    private static final ZoneOffset EARLIEST_ZONE = ZoneOffset.ofHours(14);
    // What the clock of a form's back end may be ahead of ours.
    private static final Duration BETWEEN_CLOCKS = Duration.ofMinutes(5);

    /** Where the papers stand in a request, and whether it must say what citizenship somebody has. */
    private record PointerPrefix(String citizenships, String document, String presence, String birthDate,
            boolean citizenshipRequired) {

        // What an applicant leaves out is not known yet.
        static final PointerPrefix APPLICATION = new PointerPrefix("/applicant/citizenships", "/applicant/document",
                "/statement/presence", "/applicant/birthDate", false);
        static final PointerPrefix EVIDENCE = new PointerPrefix("/identity/citizenships", "/identity", "/presence",
                "/birthDate", true);

        boolean isContradiction(Identity identity) {
            var nothingSaid = !identity.stateless() && identity.citizenships().isEmpty();
            return !identity.clear() && (citizenshipRequired || !nothingSaid);
        }
    }

    private final EmbassyDirectory embassies;
    private final Decisions decisions;

    public SubmissionValidator(EmbassyDirectory embassies, Decisions decisions) {
        this.embassies = embassies;
        this.decisions = decisions;
    }

    /**
     * Everything that is wrong with it; empty where it can become a case.
     *
     * @param becoming the case as it would be with this submission, not decided yet
     */
    public List<Fault> checkApplication(Submission submission, Client client, Application becoming) {
        var faults = new ArrayList<Fault>();
        if (submission.facts().route() == Route.EMBASSY) {
            embassy(submission, client, faults);
        } else if (submission.embassy() != null) {
            faults.add(new Fault("/embassy", "not-on-this-route"));
        } else if (client.role() == Role.EMBASSY) {
            faults.add(new Fault("/route", "not-your-route"));
        }
        if (client.role() == Role.RECRUITING_CENTRE
                && !client.branches().contains(submission.facts().branch().name())) {
            faults.add(new Fault("/branch", "not-your-branch"));
        }
        said(submission.facts(), PointerPrefix.APPLICATION, faults);
        if (!DocumentNumber.isNumber(submission.person().documentNumber())) {
            faults.add(new Fault("/applicant/document/number", "no-letter-or-digit"));
        }
        if (!submission.facts().statements().dataProcessing().given()) {
            faults.add(new Fault("/consents/dataProcessing/given", "consent-needed"));
        }
        attested(submission, client, becoming, faults);
        return faults;
    }

    private static void attested(Submission submission, Client client, Application becoming, List<Fault> faults) {
        if (submission.seen().stream().anyMatch(evidence -> !Access.mayAttest(client, evidence, becoming))) {
            faults.add(new Fault("/attested", "not-yours-to-attest"));
            return;
        }
        var notStated = submission.seenButNotStated();
        if (!notStated.isEmpty()) {
            faults.add(new Fault("/attested", "attested-not-stated",
                    notStated.stream().map(Evidence::name).collect(joining(", "))));
        }
    }

    /**
     * Implausible values in a pre-check, which may leave out everything.
     *
     * @param facts on the route that is stated, or on any if none is
     * @param embassy null where none is stated
     * @param firstContact null where it is not stated
     */
    public List<Fault> checkPreCheck(Facts facts, String embassy, Channel firstContact) {
        var faults = new ArrayList<Fault>();
        if (embassy != null) {
            var known = embassies.find(embassy);
            if (facts.route() == Route.IN_COUNTRY) {
                faults.add(new Fault("/embassy", "not-on-this-route"));
            } else if (known.isEmpty()) {
                faults.add(new Fault("/embassy", "unknown-embassy"));
            } else if (firstContact != null && !known.get().accepts(firstContact)) {
                faults.add(new Fault("/firstContact", "channel-closed"));
            }
        }
        said(facts, PointerPrefix.APPLICATION, faults);
        return faults;
    }

    private void said(Facts facts, PointerPrefix place, List<Fault> faults) {
        papers(facts.papers(), place, faults);
        if (facts.statements().enlistmentRequestSigned() != null) {
            past(facts.statements().enlistmentRequestSigned(), Rules.BEGINNING, "/statement/enlistmentRequestSigned",
                    faults);
        }
        consent(facts.statements().dataProcessing(), "dataProcessing", faults);
        consent(facts.statements().verification(), "verification", faults);
        consent(facts.statements().polygraph(), "polygraph", faults);
    }

    /** What cannot be true of anybody in what somebody says to have seen; where it says so in a request of one kind of evidence. */
    List<Fault> checkEvidence(Papers seen) {
        var faults = new ArrayList<Fault>();
        papers(seen, PointerPrefix.EVIDENCE, faults);
        return faults;
    }

    /** The day of a step: not in the future, not before there was a flow, and not before the embassy was first told. */
    List<Fault> checkStep(Step step, LocalDate on, Facts facts) {
        var faults = new ArrayList<Fault>();
        past(on, Rules.EMBASSY_FLOW.changes().first(), "/on", faults);
        var firstContact = facts.steps().stream().filter(record -> record.step() == Step.FIRST_CONTACT).findFirst();
        if (step != Step.FIRST_CONTACT && firstContact.isPresent() && on.isBefore(firstContact.get().on())) {
            faults.add(new Fault("/on", "before-first-contact"));
        }
        return faults;
    }

    private void papers(Papers papers, PointerPrefix place, List<Fault> faults) {
        if (papers.identity() != null) {
            identity(papers.identity().value(), place, faults);
        }
        if (papers.presence() != null) {
            plausible(papers.presence().value().validUntil(), EARLIEST, place.presence() + "/validUntil", faults);
        }
        if (papers.birthDate() != null) {
            past(papers.birthDate().value(), EARLIEST, place.birthDate(), faults);
        }
    }

    private static void identity(Identity identity, PointerPrefix place, List<Fault> faults) {
        if (place.isContradiction(identity)) {
            faults.add(new Fault(place.citizenships(), "contradiction"));
        }
        // A pre-check may leave it out.
        if (identity.document() != null) {
            plausible(identity.document().validUntil(), EARLIEST, place.document() + "/validUntil", faults);
        }
    }

    private void past(LocalDate day, LocalDate earliest, String pointer, List<Fault> faults) {
        if (day.isAfter(LocalDate.ofInstant(decisions.now(), EARLIEST_ZONE))) {
            faults.add(new Fault(pointer, "in-the-future"));
        }
        plausible(day, earliest, pointer, faults);
    }

    private static void plausible(LocalDate day, LocalDate earliest, String pointer, List<Fault> faults) {
        if (day != null && day.isBefore(earliest)) {
            faults.add(new Fault(pointer, "implausible-date", earliest));
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
        plausible(LocalDate.ofInstant(consent.at(), EARLIEST_ZONE), Rules.BEGINNING, pointer, faults);
    }

    private void embassy(Submission submission, Client client, List<Fault> faults) {
        if (submission.embassy() == null) {
            faults.add(new Fault("/embassy", "required"));
            return;
        }
        var embassy = embassies.find(submission.embassy());
        if (embassy.isEmpty()) {
            faults.add(new Fault("/embassy", "unknown-embassy"));
        } else if (client.role() == Role.EMBASSY && !client.embassies().contains(submission.embassy())) {
            faults.add(new Fault("/embassy", "not-your-embassy"));
        } else if (submission.wishes().firstContact() != null
                && !embassy.get().accepts(submission.wishes().firstContact())) {
            faults.add(new Fault("/firstContact", "channel-closed"));
        }
    }
}
