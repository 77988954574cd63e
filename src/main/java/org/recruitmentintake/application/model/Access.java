package org.recruitmentintake.application.model;

import java.util.List;
import java.util.Set;

import org.recruitmentintake.eligibility.Decision;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.embassy.Step;

/** Which client sees which case, and who may attest what. A case that a client may not see does not exist for it. */
public final class Access {

    private Access() {}

    /** The posting client, its embassy, its recruiting centre once it is cleared or in the country, and reviewers. */
    public static boolean mayRead(Client client, Application application) {
        return owns(client, application) || isInCharge(client, application);
    }

    /** Whether the case is this client's task; posting it does not make it so. */
    public static boolean isInCharge(Client client, Application application) {
        return isInCharge(client, application.embassy(), application.branch(), application.visibleInUkraine());
    }

    /** Whether a case with this embassy and branch would be the client's task. */
    public static boolean isInCharge(Client client, String embassy, Branch branch, boolean visibleInUkraine) {
        return switch (client.role()) {
            case REVIEWER -> true;
            case EMBASSY -> embassy != null && client.embassies().contains(embassy);
            case RECRUITING_CENTRE -> client.branches().contains(branch.name()) && visibleInUkraine;
            case PORTAL, PRIVACY, OPERATOR -> false;
        };
    }

    /**
     * Whether the client posted the case. If several embassies or centres share a client id, each owns only the cases
     * of its own binding.
     */
    public static boolean owns(Client client, Application application) {
        return application.owner().equals(client.id()) && switch (client.role()) {
            case EMBASSY -> isInCharge(client, application);
            case RECRUITING_CENTRE -> client.branches().contains(application.branch().name());
            case PORTAL, REVIEWER, PRIVACY, OPERATOR -> true;
        };
    }

    /**
     * Whether the dossier is shown. No one works on a withdrawn case. Of a refused case the desks see the state and
     * the reasons; reviewers see the dossier until it is erased, since a refusal can be contested.
     */
    public static boolean seesDossier(Client client, Application application) {
        return isInCharge(client, application) && switch (application.state()) {
            case WITHDRAWN, ERASED -> false;
            case REFUSED -> client.role() == Role.REVIEWER;
            default -> true;
        };
    }

    /** Whether a read by this client is in the journal: all but a posting client's read of the state of its case. */
    public static boolean isReadOfDossier(Client client, Application application) {
        return seesDossier(client, application) || !owns(client, application);
    }

    /** Whether the client sees the conditions asked last, the special check, and the other cases of the document. */
    public static boolean seesOtherCases(Client client) {
        return client.role() == Role.REVIEWER;
    }

    /** The findings that are shown to this client. */
    public static List<Finding> findings(Client client, Decision decision) {
        return seesOtherCases(client) ? decision.findings() : decision.publicFindings();
    }

    /**
     * Whether this client may attest this evidence of this case: its role may, and the case is its task. Every way of
     * attesting checks it: with a new case, with an amendment, and alone. So a recruiting centre attests nothing in a
     * case on the embassy route before the clearance, not even in one that it posted.
     */
    public static boolean mayAttest(Client client, Evidence evidence, Application application) {
        return mayAttest(client, evidence) && isInCharge(client, application);
    }

    /** Whether this client may attest each of these. */
    public static boolean mayAttest(Client client, Set<Evidence> evidence, Application application) {
        return evidence.stream().allMatch(kind -> mayAttest(client, kind, application));
    }

    /** Whether the role of this client may attest this evidence. */
    public static boolean mayAttest(Client client, Evidence evidence) {
        return client.role().evidenceSource().filter(evidence::mayBeAttestedBy).isPresent();
    }

    public static boolean mayRecord(Client client, Step step) {
        return client.role().name().equals(step.recorder().name());
    }

    /** The cases that a client may list: reviewers all, desks those of their binding. */
    public static ListScope scope(Client client) {
        return switch (client.role()) {
            case REVIEWER -> new ListScope(true, Set.of(), Set.of());
            case EMBASSY -> new ListScope(false, client.embassies(), Set.of());
            case RECRUITING_CENTRE -> new ListScope(false, Set.of(), client.branches());
            case PORTAL, PRIVACY, OPERATOR -> new ListScope(false, Set.of(), Set.of());
        };
    }
}
