package org.recruitmentintake.api.json;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiConsumer;

import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.recruitmentintake.api.problem.ProblemException;
import org.recruitmentintake.api.problem.ProblemKind;
import org.recruitmentintake.application.model.Fault;
import org.recruitmentintake.application.usecase.RequestRules;
import org.recruitmentintake.embassy.EmbassyDirectory;

/**
 * Reads every request body: records, or a {@link JsonNode} for a submission or a merge patch. One answer has every
 * fault: unknown fields, wrong types, violated constraints. The constraints of the record are checked here, so a
 * resource puts no {@code @Valid} on its body.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, StrictBodies.MERGE_PATCH})
public class StrictBodies implements MessageBodyReader<Object> {

    /** JSON Merge Patch (RFC 7396). */
    public static final String MERGE_PATCH = "application/merge-patch+json";

    // More than the contract has fields, and a bound on the answer to a body that holds nothing but faults.
    private static final int MOST_FAULTS = 100;

    private final Constraints constraints;
    private final EmbassyDirectory embassies;
    private final Clock clock;

    public StrictBodies(Validator validator, EmbassyDirectory embassies, Clock clock) {
        constraints = new Constraints(validator);
        this.embassies = embassies;
        this.clock = clock;
    }

    @Override
    public boolean isReadable(Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
        return true;
    }

    /**
     * The request gate has received the whole body and bounded its length. A tree is bound by its resource, since its
     * rules depend on the client or the case.
     */
    @Override
    public Object readFrom(Class<Object> type, Type genericType, Annotation[] annotations, MediaType mediaType,
            MultivaluedMap<String, String> headers, InputStream body) throws IOException {
        var tree = StrictJson.parsed(body.readAllBytes());
        return JsonNode.class.equals(type) ? tree : bind(tree, type);
    }

    /**
     * Binds a tree with a JSON Merge Patch (RFC 7396) applied to a request type, as if it had been sent whole.
     *
     * @param more applies further rules, to a value whose faulty members are null
     * @throws ProblemException with every fault there is
     */
    public <T> T bindPatched(JsonNode tree, JsonNode patch, Class<T> type, BiConsumer<T, RequestRules> more) {
        var merge = new MergePatch(patch, constraints::isRequired);
        var shape = new BodyShape(merge.faults(StrictJson.MAPPER.constructType(type)));
        return bind(merge.appliedTo(tree), type, shape, more);
    }

    /**
     * Binds a tree to a request type.
     *
     * @param more applies further rules, to a value whose faulty members are null
     * @throws ProblemException with every fault there is
     */
    public <T> T bind(JsonNode tree, Class<T> type, BiConsumer<T, RequestRules> more) {
        return bind(tree, type, new BodyShape(), more);
    }

    <T> T bind(JsonNode tree, Class<T> type) { return bind(tree, type, (value, rules) -> {}); }

    private <T> T bind(JsonNode tree, Class<T> type, BodyShape shape, BiConsumer<T, RequestRules> more) {
        var fitted = shape.fitted(tree, StrictJson.MAPPER.constructType(type), "");
        var faults = new ArrayList<>(shape.faults());
        try {
            var value = fitted == null ? null : StrictJson.MAPPER.treeToValue(fitted, type);
            if (value != null) {
                faults.addAll(withoutThoseAt(shape.faults(), constraints.violationsOf(value)));
                faults.addAll(brokenRulesOf(value, more, faults));
            }
            // A truncated text has a violation with the limit of its field already, unless its field has no limit.
            shape.truncated().stream()
                    .filter(text -> faults.stream().noneMatch(fault -> fault.at().equals(text.at())))
                    .forEach(faults::add);
            if (faults.isEmpty()) return value;
        } catch (JsonProcessingException e) {
            // The tree fits, so the type itself is at fault. The message of the cause would show what was sent.
            throw new IllegalStateException("Cannot bind " + type.getName() + ": " + e.getClass().getName());
        }
        faults.sort(Comparator.comparing(Fault::at).thenComparing(Fault::code));
        throw new ProblemException(ProblemKind.INVALID_BODY, faults.subList(0, Math.min(faults.size(), MOST_FAULTS)));
    }

    /** The broken rules, without those about a member that has another fault already. */
    private <T> List<Fault> brokenRulesOf(T value, BiConsumer<T, RequestRules> more, List<Fault> known) {
        var rules = new RequestRules(embassies, clock.instant());
        if (value instanceof RuledBody body) body.check(rules);
        more.accept(value, rules);
        return rules.faults(pointer -> isRefused(pointer, known), !known.isEmpty());
    }

    /** The faults without those of a part that has another fault already. */
    private static List<Fault> withoutThoseAt(List<Fault> known, List<Fault> faults) {
        return faults.stream().filter(fault -> !isRefused(fault.at(), known)).toList();
    }

    private static boolean isRefused(String pointer, List<Fault> known) {
        // A part with an unknown member was read; a part with another fault was left out.
        return known.stream().filter(fault -> !fault.code().equals(ProblemException.UNKNOWN_FIELD))
                .map(Fault::at).anyMatch(part -> pointer.equals(part) || pointer.startsWith(part + "/"));
    }
}
