package org.recruitmentintake.api.resource;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.recruitmentintake.api.dto.request.ApplicationRequest;
import org.recruitmentintake.api.json.StrictBodies;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.model.Submission;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Route;

/** Reads the submission that a client posts or amends. */
@ApplicationScoped
public class SubmissionBodies {

    private final StrictBodies bodies;
    private final ObjectMapper json;

    public SubmissionBodies(StrictBodies bodies, ObjectMapper json) {
        this.bodies = bodies;
        this.json = json;
    }

    /** @throws ProblemException with every fault of the body */
    ApplicationRequest posted(JsonNode body, Client client) {
        return bodies.bind(body, ApplicationRequest.class, (form, rules) -> {
            form.checkPoster(rules, client, form.route() != Route.EMBASSY);
            form.checkConsent(rules);
        });
    }

    /**
     * The case as it would be posted with the patch. Whether it is refused, and for what, depends on the patch alone.
     *
     * @throws ProblemException with every fault of the patch
     */
    Submission amended(Application application, JsonNode patch, Client client) {
        ObjectNode stored = json.valueToTree(ApplicationRequest.of(application, true));
        var fixed = Stream.of("route", "embassy")
                .filter(name -> patch.has(name) && !isSame(patch.get(name), stored.get(name))).toList();
        // The fixed members are not merged, so that no rule judges a route or an embassy that the case does not have.
        var rest = patch.deepCopy();
        if (rest instanceof ObjectNode members) members.remove(fixed);
        // The two members are one statement: a patch of one replaces both. Otherwise a contradiction between them would
        // tell what was stored.
        var applicant = patch.path("applicant");
        if (applicant.has("citizenships") || applicant.has("stateless")) {
            ((ObjectNode) stored.get("applicant")).remove(List.of("citizenships", "stateless"));
        }
        return requireStated(bodies.bindPatched(stored, rest, ApplicationRequest.class, (form, rules) -> {
            form.checkPoster(rules, client, application.visibleInUkraine());
            fixed.forEach(name -> rules.refuse("/" + name, "fixed"));
        }).submission());
    }

    /** @throws ProblemException if something is attested that the applicant does not state */
    static Submission requireStated(Submission submission) {
        var notStated = submission.seenButNotStated();
        if (notStated.isEmpty()) return submission;
        throw new ProblemException(ProblemKind.INVALID_BODY, new Fault("/attested", "attested-not-stated",
                notStated.stream().map(Evidence::name).collect(joining(", "))));
    }

    byte[] bytes(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record cannot be written as JSON");
        }
    }

    /** @param stored null if the case has no such member */
    private static boolean isSame(JsonNode sent, JsonNode stored) {
        return sent.isNull() ? stored == null : sent.equals(stored);
    }
}
