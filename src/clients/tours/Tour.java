import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.ApplicationsApi;
import org.openapitools.client.model.Applicant;
import org.openapitools.client.model.Application;
import org.openapitools.client.model.ApplicationPatch;
import org.openapitools.client.model.ApplicationRequest;
import org.openapitools.client.model.ApplicationSummary;
import org.openapitools.client.model.Branch;
import org.openapitools.client.model.Consent;
import org.openapitools.client.model.Consents;
import org.openapitools.client.model.DocumentKind;
import org.openapitools.client.model.IdentityDocument;
import org.openapitools.client.model.Problem;
import org.openapitools.client.model.Route;

/** The tour with the Java client that openapi-generator has made of the served document. */
public final class Tour {

    private interface Call {
        Object run() throws ApiException;
    }

    private static ApplicationsApi client(String address) {
        var client = new ApiClient();
        client.updateBaseUri(address);
        client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + System.getenv("TOKEN")));
        return new ApplicationsApi(client);
    }

    private static ApplicationRequest application(String birthDate) {
        var given = new Consent().given(true).at(OffsetDateTime.parse("2026-01-15T09:00:00Z"));
        return new ApplicationRequest().route(Route.EMBASSY).embassy("ca-ottawa").branch(Branch.GROUND_FORCES)
                .applicant(new Applicant().name("Тест Java").birthDate(LocalDate.parse(birthDate)).addCitizenshipsItem("CA")
                        .document(new IdentityDocument().kind(DocumentKind.TRAVEL_PASSPORT).country("CA")
                                .number("JA" + UUID.randomUUID().toString().substring(0, 18))))
                .consents(new Consents().dataProcessing(given).verification(given));
    }

    private static Problem refused(int status, Call call) throws Exception {
        try {
            call.run();
        } catch (ApiException refusal) {
            check(refusal.getCode() == status, refusal.getCode() + " " + refusal.getResponseBody());
            return ApiClient.createDefaultObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
        }
        throw new AssertionError("not refused");
    }

    private static void check(boolean holds, Object otherwise) {
        if (!holds) throw new AssertionError(otherwise);
    }

    public static void main(String[] args) throws Exception {
        var applications = client(System.getenv("SERVICE"));

        // Post.
        var answer = applications.postApplicationWithHttpInfo(UUID.randomUUID().toString(), application("1994-02-28"), null);
        Application posted = answer.getData();
        var tag = answer.getHeaders().get("etag").get(0);
        check(answer.getStatusCode() == 201 && posted.getState().equals("IN_PROGRESS") && !posted.getAttention(), posted);
        OffsetDateTime created = posted.getCreatedAt();
        LocalDate day = posted.getDecision().getDay();
        check(created != null && day != null, posted);
        check(posted.getDecision().getFindings().stream().anyMatch(finding -> finding.getConsequence().equals("HOLD")), posted);

        // Read.
        var read = applications.getApplication(posted.getId(), null, null);
        check(read.getId().equals(posted.getId()) && read.getCreatedAt().equals(created), read);

        // List, page by page.
        ApplicationSummary found = null;
        String changedSince = null;
        while (found == null) {
            var page = applications.listApplications(null, null, null, null, null, null, null, null, null, changedSince, 200,
                    null);
            found = page.getItems().stream().filter(row -> row.getId().equals(posted.getId())).findFirst().orElse(null);
            check(found != null || !page.getItems().isEmpty(), "not listed");
            changedSince = page.getNext();
        }
        check(found.getVersion() == 1, found);

        // Amend; then with the same version again.
        var patch = new ApplicationPatch().preferredUnit("4th Example Brigade");
        check(applications.amendApplication(tag, posted.getId(), patch, null).getId().equals(posted.getId()), patch);
        var stale = refused(412, () -> applications.amendApplication(tag, posted.getId(), patch, null));
        check(stale.getCode().equals("stale"), stale);

        // A problem, whose pointers are read.
        var invalid = refused(400,
                () -> applications.postApplication(UUID.randomUUID().toString(), application("2999-01-01"), null));
        check(invalid.getCode().equals("invalid-body"), invalid);
        check(invalid.getErrors().stream().map(error -> error.getPointer() + " " + error.getCode()).toList()
                .equals(List.of("/applicant/birthDate in-the-future")), invalid);

        // Withdraw.
        check(applications.withdrawApplication(posted.getId(), null, null).getState().equals("WITHDRAWN"), posted);

        // What a later version of the service adds survives.
        var later = client(System.getenv("NEWER_SERVICE")).getApplication(posted.getId(), null, null);
        check(later.getState().equals("ON_LEAVE"), later);
        check(later.getAdditionalProperty("addedLater").equals(Map.of("answer", 42)), later);
        var written = ApiClient.createDefaultObjectMapper().valueToTree(later);
        check(written.at("/addedLater/answer").asInt() == 42 && written.at("/state").asText().equals("ON_LEAVE"), written);
    }
}
