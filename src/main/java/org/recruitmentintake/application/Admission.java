package org.recruitmentintake.application;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.Change.Fault;
import org.recruitmentintake.application.Intake.Submission;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.embassy.EmbassyDirectory;

/** What must be right about a submission beyond its form, before there is a case: the embassy, the channel, who may post what. */
@ApplicationScoped
public class Admission {

    private final EmbassyDirectory embassies;

    public Admission(EmbassyDirectory embassies) {
        this.embassies = embassies;
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
        for (var evidence : submission.seen()) {
            if (!Access.mayAttest(client, evidence)) {
                faults.add(new Fault("/attested", "not-yours-to-attest"));
                break;
            }
        }
        return faults;
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
