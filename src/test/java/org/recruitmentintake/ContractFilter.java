package org.recruitmentintake;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;

/**
 * Compares every exchange of every HTTP test with the OpenAPI document that the service itself serves. It is installed
 * before each test (META-INF/services), so that no test can forget it.
 *
 * <p>Set {@code Authorization} with {@code header(…)}: what {@code auth().oauth2(…)} adds is not seen here.
 */
public final class ContractFilter implements Filter, QuarkusTestBeforeEachCallback {

    /** The paths of the framework beside the API, and those of the tests. */
    private static final List<String> BESIDE_THE_API = List.of("/openapi", "/q/", "/probe/");

    /** By the address of the service, which starts for each profile on another port. */
    private static final Map<String, Contract> SERVED = new ConcurrentHashMap<>();

    private final Contract own;

    public ContractFilter() {
        this(null);
    }

    /** Compares exchanges with another document, on all paths of the service. */
    ContractFilter(Contract own) {
        this.own = own;
    }

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        if (RestAssured.filters().stream()
                .noneMatch(filter -> filter.getClass().getName().equals(getClass().getName()))) {
            RestAssured.filters(this);
        }
        RestAssured.config = Cases.config();
    }

    @Override
    public Response filter(FilterableRequestSpecification asked, FilterableResponseSpecification expected,
            FilterContext context) {
        var response = context.next(asked, expected);
        var uri = URI.create(asked.getURI());
        if (uri.getPort() != RestAssured.port && own == null
                || own == null && BESIDE_THE_API.stream().anyMatch(uri.getRawPath()::startsWith)) {
            return response;
        }
        // These are no operations of the document: the HTTP layer answers them for every path.
        if (List.of("HEAD", "OPTIONS").contains(asked.getMethod())) {
            return response;
        }
        var contract = own != null ? own : SERVED.computeIfAbsent(uri.resolve("/").toString(), ContractFilter::served);
        var body = asked.getBody();
        var request = new Contract.Request(asked.getMethod(), uri.getPath(), query(uri), headers(asked.getHeaders()),
                body == null ? "" : body instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8)
                        : body.toString());
        var answer = new Contract.Answer(response.statusCode(), headers(response.headers()), response.asString());
        var breaches = contract.breaches(request, answer);
        // The document states this once for all answers.
        if (own == null && !"no-store".equals(answer.headers().get("cache-control"))) {
            breaches.add("no Cache-Control: no-store");
        }
        if (!breaches.isEmpty()) {
            throw new AssertionError(request.method() + " " + request.path() + " -> " + answer.status()
                    + " breaks the contract: " + String.join("; ", breaches));
        }
        return response;
    }

    private static Contract served(String address) {
        try {
            var answer = HttpClient.newHttpClient().send(
                    HttpRequest.newBuilder(URI.create(address + "openapi?format=json")).build(),
                    BodyHandlers.ofString());
            if (answer.statusCode() != 200)
                throw new IllegalStateException("No OpenAPI document: " + answer.statusCode());
            return new Contract(answer.body());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, List<String>> query(URI uri) {
        if (uri.getRawQuery() == null) return Map.of();
        return Stream.of(uri.getRawQuery().split("&")).map(pair -> pair.split("=", 2)).collect(groupingBy(
                pair -> URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                mapping(pair -> pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8), toList())));
    }

    /** Lines of one name are a list (RFC 9110, 5.3). A key that is sent twice, with and without quotes, is one key. */
    private static Map<String, String> headers(Headers headers) {
        var values = new TreeMap<String, String>();
        for (var header : headers) {
            var name = header.getName().toLowerCase();
            values.merge(name, header.getValue() == null ? "" : header.getValue(),
                    (first, second) -> name.equals("idempotency-key") && unquoted(first).equals(unquoted(second))
                            ? first : first + ", " + second);
        }
        return values;
    }

    private static String unquoted(String key) { return key.replace("\"", ""); }
}
