package org.recruitmentintake.api.security;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.model.Client;
import org.recruitmentintake.application.model.Role;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.embassy.EmbassyDirectory;

/**
 * Makes the {@link Client} from the claims of a verified token, before any resource runs. A token without a client id
 * is invalid (401). A client needs exactly one role, and the binding of that role, else 403.
 */
@ApplicationScoped
public class ClientAugmentor implements SecurityIdentityAugmentor {

    private static final Set<String> BRANCHES = Stream.of(Branch.values()).map(Branch::name)
            .collect(toUnmodifiableSet());

    private final EmbassyDirectory embassies;
    private final TokenRefusals refusals;

    ClientAugmentor(EmbassyDirectory embassies, TokenRefusals refusals) {
        this.embassies = embassies;
        this.refusals = refusals;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        return Uni.createFrom().item(() -> QuarkusSecurityIdentity.builder(identity)
                .addAttribute(CurrentClient.ATTRIBUTE, clientOf(token)).build());
    }

    private Client clientOf(JsonWebToken token) {
        // OpenID Connect calls the client azp, RFC 9068 client_id.
        var id = text(token, token.getClaim("azp") == null ? "client_id" : "azp");
        var person = token.getClaim("sub") == null ? id : text(token, "sub");
        var roles = token.getGroups().stream().flatMap(group -> Role.of(group).stream()).distinct().toList();
        // Two roles in one token would let one person attest a finding and confirm the refusal that rests on it.
        if (roles.size() != 1) throw new ForbiddenException();
        return switch (roles.get(0)) {
            case EMBASSY -> new Client(id, person, Role.EMBASSY,
                    knownBindings(token, "embassies", embassy -> embassies.find(embassy).isPresent(), id), Set.of());
            case RECRUITING_CENTRE -> new Client(id, person, Role.RECRUITING_CENTRE, Set.of(),
                    knownBindings(token, "branches", BRANCHES::contains, id));
            default -> new Client(id, person, roles.get(0), Set.of(), Set.of());
        };
    }

    /** A claim that must be a text. The journal stores it, and PostgreSQL stores no NUL. */
    private String text(JsonWebToken token, String claim) {
        Object value = token.getClaim(claim);
        var text = value instanceof JsonString json ? json.getString() : value;
        if (text instanceof String id && !id.isBlank() && id.chars().noneMatch(Character::isISOControl)) return id;
        refusals.add(TokenRefusal.CLIENT);
        throw new AuthenticationFailedException();
    }

    /** The known embassies or branches in a claim; a single string counts as a list of one. */
    private Set<String> knownBindings(JsonWebToken token, String claim, Predicate<String> isKnown, String id) {
        Object value = token.getClaim(claim);
        var named = value instanceof Collection<?> values ? values.stream() : Stream.ofNullable(value);
        var known = named.map(each -> each instanceof JsonString json ? json.getString() : each)
                .filter(String.class::isInstance).map(String.class::cast).filter(isKnown)
                .collect(toUnmodifiableSet());
        if (known.isEmpty()) {
            refusals.addUnbound(id, claim);
            throw new ProblemException(ProblemKind.UNKNOWN_BINDING);
        }
        return known;
    }
}
