package org.recruitmentintake.api.limits;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.recruitmentintake.api.CorrelationId;
import org.recruitmentintake.api.problem.Failures;
import org.recruitmentintake.api.problem.Problem;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.problem.ProblemMapper;
import org.recruitmentintake.api.problem.RefusalLog;
import org.recruitmentintake.api.problem.Texts;

/** Answers requests that reach no resource with a problem: those that the gate or the router itself refuses. */
@Singleton
public class RouterErrors {

    // The statuses with which the router itself refuses, for example an unknown path, method or media type.
    private static final int[] ROUTER_STATUSES = {400, 404, 405, 406, 413, 415, 500};

    private final ProblemMapper problems;
    private final RefusalLog refusals;
    private final Texts texts;
    private final RequestGate gate;

    RouterErrors(ProblemMapper problems, RefusalLog refusals, Texts texts, RequestGate gate) {
        this.problems = problems;
        this.refusals = refusals;
        this.texts = texts;
        this.gate = gate;
    }

    void install(@Observes Router router) {
        router.route().order(CorrelationId.ORDER).failureHandler(this::answerFailure);
        for (int status : ROUTER_STATUSES) {
            router.errorHandler(status, this::answerFailure);
        }
    }

    private void answerFailure(RoutingContext request) {
        if (request.response().ended() || request.response().closed()) return;
        if (request.response().headWritten()) {
            // Part of the answer has been sent; only closing the connection can tell the client.
            request.request().connection().close();
            return;
        }
        CorrelationId.mark(request);
        var isRefusal = request.failure() == null || request.statusCode() >= 400 && request.statusCode() < 500;
        var refused = isRefusal ? new ProblemException(ProblemKind.ofStatus(request.statusCode()))
                : Failures.toProblem(request.failure());
        // Request smuggling: another parser may see another end of a request that the router could not read.
        if (!HeadCheck.isChecked(request)) refused.header("Connection", "close");
        try {
            gate.countUnrouted(request);
            answer(request, refused);
        } catch (ProblemException tooMany) {
            answer(request, tooMany);
        }
    }

    private void answer(RoutingContext request, ProblemException refused) {
        refusals.add(refused);
        var translated = texts
                .preferredBy(String.join(",", request.request().headers().getAll(HttpHeaders.ACCEPT_LANGUAGE)));
        var response = request.response().setStatusCode(refused.kind().status());
        problems.headersOf(refused, translated).forEach((name, value) -> response.putHeader(name, value));
        response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        var connection = request.request().connection();
        var closes = "close".equals(response.headers().get(HttpHeaders.CONNECTION));
        if (closes) ConnectionReads.markClosing(connection);
        response.end(Buffer.buffer(problems.body(refused, translated)));
        if (closes) connection.close();
        // The rest of a body is read and dropped, so that the connection stays usable.
        request.request().resume();
    }
}
