package org.recruitmentintake.api;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.hibernate.validator.constraints.UniqueElements;
import org.recruitmentintake.api.json.StrictBodies;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.api.security.CurrentClient;
import org.recruitmentintake.application.model.Client;

/** Endpoints for the tests of the HTTP layer: correct ones and faulty ones. They are not in the OpenAPI document. */
@Path("/probe")
@Produces("application/json")
@Consumes("application/json")
public class ProbeResource {

    enum Colour { BLUE, YELLOW }

    public record Form(@NotBlank @Size(max = 10) String name, @NotNull LocalDate born, Colour colour, Instant signedAt,
            Boolean stateless, UUID reference, @Pattern(regexp = "[A-Z]{2}") String country,
            @Valid @Size(max = 2) List<Paper> papers, @UniqueElements List<Colour> colours) {
    }

    record Paper(@NotBlank String kind, List<@NotBlank String> notes) {}

    @Inject
    CurrentClient caller;

    @Inject
    StrictBodies bodies;

    @Inject
    DataSource database;

    @POST
    @Path("/forms")
    @PermitAll
    public Form form(Form form) { return form; }

    @PATCH
    @Path("/forms")
    @Consumes({"application/json", StrictBodies.MERGE_PATCH})
    @PermitAll
    public Form patch(JsonNode patch) {
        return bodies.bindPatched(JsonNodeFactory.instance.objectNode(), patch, Form.class,
                (form, rules) -> {});
    }

    @GET
    @Path("/forms/{id}")
    @PermitAll
    public UUID read(@PathParam("id") UUID id, @QueryParam("on") LocalDate on,
            @QueryParam("limit") @Min(1) @Max(50) Integer limit,
            @QueryParam("colour") Colour colour) {
        return id;
    }

    @GET
    @Path("/text")
    @Produces("text/plain")
    @PermitAll
    public String text() { return "text"; }

    @GET
    @Path("/caller")
    @RolesAllowed({Client.PORTAL, Client.EMBASSY})
    public Client caller() { return caller.client(); }

    @GET
    @Path("/language")
    @PermitAll
    public Map<String, String> language() { return Map.of("language", caller.language()); }

    @GET
    @Path("/who")
    @PermitAll
    public Client callerOfAPublicResource() { return caller.client(); }

    @GET
    @Path("/database")
    @PermitAll
    public boolean database() throws SQLException {
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            return statement.execute("SELECT 1");
        }
    }

    @GET
    @Path("/unannotated")
    public String unannotated() { return "open"; }

    @GET
    @Path("/failures/{kind}")
    @PermitAll
    public String fail(@PathParam("kind") String kind) throws Exception {
        throw switch (kind) {
            case "bug" -> new IllegalStateException("Olena Example", new RuntimeException("passport ZZ123456"));
            case "database-away" -> new RuntimeException(new SQLException("Olena Example", "08006"));
            case "pool-empty" -> new SQLException("Acquisition timeout");
            case "constraint" -> new SQLException("Key (name)=(Olena Example) exists", "23505");
            case "conflict" -> new ProblemException(ProblemKind.TRANSITION_NOT_ALLOWED).with("state", "REFUSED")
                    .with("allowed", List.of("WITHDRAW")).header("Retry-After", 7);
            default -> new IllegalArgumentException(kind);
        };
    }

    @GET
    @Path("/returns-nothing")
    @PermitAll
    @NotNull
    public String returnsNothing() { return null; }
}
