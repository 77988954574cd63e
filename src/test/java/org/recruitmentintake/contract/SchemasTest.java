package org.recruitmentintake.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.databind.JsonNode;
import org.hibernate.validator.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.json.Complete;
import org.recruitmentintake.api.json.CountryCode;
import org.recruitmentintake.api.problem.ProblemKind;

/** The schemas and the records of the code have the same members, bounds and values, in both directions. */
class SchemasTest {

    /** The prefix of the schemas of a pre-check. They share the records of an application, but require no member. */
    private static final String STATED = "Stated";

    /** The record that a body of a request is read into. */
    private static final Map<String, String> REQUESTS = Map.ofEntries(
            Map.entry("ApplicationRequest", "ApplicationRequest"),
            Map.entry("Applicant", "request.Applicant"),
            Map.entry("IdentityDocument", "request.IdentityDocument"),
            Map.entry("Statement", "request.Statement"),
            Map.entry("LawfulStay", "request.LawfulStay"),
            Map.entry("SelectionTests", "facts.Selection"),
            Map.entry("PolygraphGrounds", "PolygraphGroundsDto"),
            Map.entry("Consents", "request.Consents"),
            Map.entry("Consent", "ConsentDto"),
            Map.entry("StepRequest", "StepRequest"),
            Map.entry("EvidenceRequest", "EvidenceRequest"),
            Map.entry("EvidencePiece", "EvidencePieceDto"),
            Map.entry("ResolutionsRequest", "ResolutionsRequest"),
            Map.entry("TransferRequest", "TransferRequest"),
            Map.entry("LookupRequest", "LookupRequest"),
            Map.entry("ResubmissionsRequest", "ResubmissionsRequest"),
            Map.entry("IdentitySeen", "IdentitySeen"),
            Map.entry("ResolutionRequest", "ResolutionRequest"),
            Map.entry("EligibilityCheckRequest", "EligibilityCheckRequest"),
            Map.entry("StatedApplicant", "request.Applicant"),
            Map.entry("StatedDocument", "request.IdentityDocument"),
            Map.entry("StatedStatement", "request.Statement"),
            Map.entry("StatedPresence", "request.LawfulStay"),
            Map.entry("StatedPolygraphGrounds", "PolygraphGroundsDto"),
            Map.entry("StatedConsents", "request.Consents"),
            Map.entry("StatedConsent", "ConsentDto"));

    /** The schema of a merge patch has the members of the request that it patches. */
    private static final Map<String, String> PATCHES = Map.of(
            "ApplicationPatch", "ApplicationRequest",
            "ApplicantPatch", "Applicant",
            "IdentityDocumentPatch", "IdentityDocument",
            "StatementPatch", "Statement",
            "LawfulStayPatch", "LawfulStay",
            "SelectionTestsPatch", "SelectionTests",
            "ConsentsPatch", "Consents",
            "DataProcessingPatch", "Consent");

    /** The record that an answer is written from. */
    private static final Map<String, String> ANSWERS = Map.ofEntries(
            Map.entry("Application", "ApplicationView"),
            Map.entry("Turn", "ApplicationView.TurnView"),
            Map.entry("Refusal", "ApplicationView.RefusalView"),
            Map.entry("OtherCase", "ApplicationView.OtherCaseView"),
            Map.entry("ApplicationSummary", "ApplicationSummaryView"),
            Map.entry("ApplicationPage", "view.Page"),
            Map.entry("Decision", "DecisionView"),
            Map.entry("Finding", "DecisionView.FindingView"),
            Map.entry("PassedConditions", "DecisionView.PassedView"),
            Map.entry("Citation", "eligibility.Citation"),
            Map.entry("Advisory", "AdvisoryView"),
            Map.entry("NextStep", "NextStepView"),
            Map.entry("Assignee", "model.Assignee"),
            Map.entry("OpenTask", "TaskView"),
            Map.entry("Recorded", "RecordedView"),
            Map.entry("RecordedStep", "RecordedView.StepView"),
            Map.entry("AttestedEvidence", "RecordedView.AttestedView"),
            Map.entry("LookupResult", "LookupView"),
            Map.entry("FoundApplication", "CaseOfDocument"),
            Map.entry("Disclosure", "DossierView"),
            Map.entry("GivenRuling", "DossierView.RulingView"),
            Map.entry("CaseReader", "DossierView.ReadView"),
            Map.entry("ReaderPage", "view.Page"),
            Map.entry("Reader", "ReaderCount"),
            Map.entry("StatedApplication", "ApplicationRequest"),
            Map.entry("DossierApplicant", "request.Applicant"),
            Map.entry("DossierDocument", "request.IdentityDocument"),
            Map.entry("DossierStatement", "request.Statement"),
            Map.entry("DossierPresence", "request.LawfulStay"),
            Map.entry("DossierSelection", "facts.Selection"),
            Map.entry("DossierPolygraphGrounds", "PolygraphGroundsDto"),
            Map.entry("DossierConsents", "request.Consents"),
            Map.entry("DossierConsent", "ConsentDto"),
            Map.entry("Journal", "JournalView"),
            Map.entry("JournalEntry", "JournalEntryView"),
            Map.entry("JournalVerification", "JournalVerificationView"),
            Map.entry("Replay", "ReplayView"),
            Map.entry("EligibilityCheck", "EligibilityCheckView"),
            Map.entry("RouteCheck", "EligibilityCheckView.RouteCheckView"),
            Map.entry("Condition", "ConditionView"),
            Map.entry("RuleParameter", "ConditionView.Parameter"),
            Map.entry("RulingReasons", "ConditionView.RulingReasons"),
            Map.entry("Flow", "FlowView"),
            Map.entry("FlowStep", "FlowStepView"),
            Map.entry("Transition", "Transitions.Row"),
            Map.entry("Embassy", "embassy.Embassy"),
            Map.entry("Language", "LanguageView"),
            Map.entry("Labels", "LabelsView"),
            Map.entry("LabelList", "LabelsView.LabelList"),
            Map.entry("Label", "LabelsView.Label"),
            Map.entry("WaitingMessage", "MessageView"),
            Map.entry("WaitingMessagePage", "view.Page"),
            Map.entry("Resubmissions", "port.Resubmissions"),
            Map.entry("TestMessage", "SentTestMessage"),
            Map.entry("Problem", "problem.Problem"),
            Map.entry("Violation", "Problem.Violation"));

    /** Documented members that are no components of the record, and components that are not documented. */
    private static final Map<String, Set<String>> OTHER_MEMBERS = Map.of(
            // Only some kinds of problems have these members.
            "Problem", Set.of("state", "allowed", "allowedSteps", "outOfOrder", "line", "column", "extensions"),
            // Rows for desks and for portals share one schema. Only portals get these members.
            "ApplicationSummary", Set.of("version", "forwarding"),
            // Answers show attestations in the findings.
            "StatedApplication", Set.of("attested"));

    /** The JOSE library writes these. */
    private static final Set<String> WITHOUT_A_RECORD = Set.of("JwkSet", "Jwk");

    private final ApiDocument document = ApiDocument.committed();
    private final List<String> differences = new ArrayList<>();

    @Test
    void everyObjectIsComparedWithARecord() {
        var objects = new TreeSet<String>();
        document.schemas().fields().forEachRemaining(schema -> {
            if (schema.getValue().has("properties")) objects.add(schema.getKey());
        });
        var compared = new TreeSet<>(WITHOUT_A_RECORD);
        compared.addAll(REQUESTS.keySet());
        compared.addAll(PATCHES.keySet());
        compared.addAll(ANSWERS.keySet());
        assertEquals(compared, objects);
    }

    @Test
    void membersOfRequestsAreTheSame() {
        REQUESTS.forEach((schema, type) -> compareRequest(schema, Endpoints.named(type)));
        assertEquals(List.of(), differences);
    }

    @Test
    void membersOfAnswersAreTheSame() {
        ANSWERS.forEach((schema, type) -> compareMembers(schema, Endpoints.named(type)));
        assertEquals(List.of(), differences);
    }

    /** A member of a patch has the schema of the request, and allows null if it may be removed. */
    @Test
    void membersOfPatchesAreThoseOfTheRequest() {
        PATCHES.forEach((patch, request) -> {
            var whole = document.schemas().path(request);
            var members = document.schemas().path(patch).path("properties");
            same(patch, names(members), names(whole.path("properties")));
            var required = ApiDocument.texts(whole.path("required"));
            members.fields().forEachRemaining(member -> {
                var at = patch + "/" + member.getKey();
                var nullable = member.getValue().toString().contains("\"null\"");
                same(at + " may be removed", nullable, !required.contains(member.getKey()));
                same(at, shape(member.getValue(), PATCHES), shape(whole.path("properties").path(member.getKey()),
                        Map.of()));
            });
        });
        assertEquals(List.of(), differences);
    }

    /** The keywords of the schema without null, descriptions and examples. A patch has the name of its request. */
    private static String shape(JsonNode schema, Map<String, String> renamed) {
        if (schema.has("$ref")) {
            var name = schema.get("$ref").asText().replaceFirst(".*/", "");
            return renamed.getOrDefault(name, name);
        }
        if (schema.has("anyOf")) return shape(schema.get("anyOf").get(0), renamed);
        var asserted = new TreeMap<String, String>();
        schema.fields().forEachRemaining(member -> {
            var value = member.getValue();
            if (Set.of("description", "examples").contains(member.getKey())) return;
            asserted.put(member.getKey(), member.getKey().equals("items") ? shape(value, renamed)
                    : member.getKey().equals("type") && value.isArray() ? value.get(0).asText() : value.asText());
        });
        return asserted.toString();
    }

    /** Compares members, bounds and required members. */
    private void compareRequest(String schema, Class<?> type) {
        compareMembers(schema, type);
        var documented = document.schemas().path(schema);
        var required = new TreeSet<String>();
        for (var component : type.getRecordComponents()) {
            if (isRequired(component, !schema.startsWith(STATED))) required.add(component.getName());
            var member = documented.path("properties").path(component.getName());
            if (!member.isMissingNode()) compareBounds(schema + "/" + component.getName(), member, component);
        }
        same(schema + " required", new TreeSet<>(ApiDocument.texts(documented.path("required"))), required);
    }

    /** Compares the members and their types. */
    private void compareMembers(String schema, Class<?> type) {
        var documented = document.schemas().path(schema);
        var components = new LinkedHashMap<String, RecordComponent>();
        Arrays.stream(type.getRecordComponents()).forEach(component -> components.put(component.getName(), component));
        var names = names(documented.path("properties"));
        var other = OTHER_MEMBERS.getOrDefault(schema, Set.of());
        names.removeAll(other);
        var coded = new TreeSet<>(components.keySet());
        coded.removeAll(other);
        same(schema, names, coded);
        names.retainAll(coded);
        names.forEach(name -> compareType(schema + "/" + name,
                document.resolved(documented.path("properties").path(name)), components.get(name).getGenericType()));
        // A primitive always has a value.
        components.values().stream().filter(component -> component.getType().isPrimitive()).forEach(component -> same(
                schema + "/" + component.getName() + " required",
                ApiDocument.texts(documented.path("required")).contains(component.getName()), true));
    }

    private void compareBounds(String at, JsonNode documented, RecordComponent component) {
        var schema = document.resolved(documented);
        compareBounds(at, schema, constraint(component, Size.class),
                pattern(constraint(component, Pattern.class), constraint(component, CountryCode.class)));
        same(at + " unique", schema.path("uniqueItems").asBoolean(),
                constraint(component, UniqueElements.class) != null);
        if (constraint(component, NotBlank.class) != null)
            same(at + " pattern", schema.path("pattern").asText(), "[^ ]");
        if (component.getAccessor().getAnnotatedReturnType() instanceof AnnotatedParameterizedType list) {
            AnnotatedType element = list.getAnnotatedActualTypeArguments()[0];
            compareBounds(at + "/items", document.resolved(schema.path("items")), element.getAnnotation(Size.class),
                    pattern(element.getAnnotation(Pattern.class), element.getAnnotation(CountryCode.class)));
        }
    }

    /** A country code brings its pattern. */
    private static Pattern pattern(Pattern own, CountryCode code) {
        return code == null ? own : CountryCode.class.getAnnotation(Pattern.class);
    }

    /** The constraint stands at the component, or at the field that belongs to it. */
    private static <T extends Annotation> T constraint(RecordComponent component, Class<T> type) {
        try {
            var field = component.getDeclaringRecord().getDeclaredField(component.getName());
            return field.getAnnotation(type) != null ? field.getAnnotation(type)
                    : component.getAnnotation(type);
        } catch (NoSuchFieldException never) {
            throw new AssertionError(never);
        }
    }

    private void compareBounds(String at, JsonNode schema, Size size, Pattern pattern) {
        var list = schema.path("type").asText().equals("array");
        if (size != null) {
            same(at + " maximum", schema.path(list ? "maxItems" : "maxLength").asInt(), size.max());
            same(at + " minimum", schema.path(list ? "minItems" : "minLength").asInt(), size.min());
        }
        if (pattern != null) same(at + " pattern", schema.path("pattern").asText(), "^" + pattern.regexp() + "$");
    }

    private static boolean isRequired(RecordComponent component, boolean complete) {
        var notNull = constraint(component, NotNull.class);
        var notBlank = constraint(component, NotBlank.class);
        return notNull != null && (complete || !Set.of(notNull.groups()).contains(Complete.class))
                || notBlank != null && (complete || !Set.of(notBlank.groups()).contains(Complete.class));
    }

    private void compareType(String at, JsonNode schema, Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() instanceof Class<?> raw
                && Collection.class.isAssignableFrom(raw)) {
            same(at, schema.path("type").asText(), "array");
            compareType(at + "/items", document.resolved(schema.path("items")), list.getActualTypeArguments()[0]);
        } else if (type instanceof Class<?> one && one.isEnum()) {
            var values = schema.has("enum") ? schema.get("enum") : schema.path("x-extensible-enum");
            same(at, Set.copyOf(ApiDocument.texts(values)), Set.copyOf(
                    Arrays.stream(one.getEnumConstants()).map(constant -> ((Enum<?>) constant).name()).toList()));
        } else if (type instanceof TypeVariable<?>) {
            // The items of a page, all of which are records.
            same(at, schema.path("type").asText(), "object");
        } else if (type instanceof Class<?> one) {
            same(at, schema.path("format").asText(schema.path("type").asText()), format(one));
        }
    }

    private static String format(Class<?> type) {
        if (type == UUID.class) return "uuid";
        if (type == LocalDate.class) return "date";
        if (type == Instant.class) return "date-time";
        if (type == int.class || type == Integer.class) return "int32";
        if (type == long.class || type == Long.class) return "int64";
        if (type == boolean.class || type == Boolean.class) return "boolean";
        return type.isRecord() ? "object" : "string";
    }

    /** A closed enumeration of requests and the open one of answers have the same values. */
    @Test
    void openEnumerationsHaveTheValuesOfTheClosedOnes() {
        document.schemas().fields().forEachRemaining(schema -> {
            var open = document.schemas().path(schema.getKey() + "Code");
            if (schema.getValue().has("enum") && !open.isMissingNode()) {
                same(schema.getKey(), open.path("x-extensible-enum"), schema.getValue().get("enum"));
            }
        });
        assertEquals(List.of(), differences);
    }

    /** No closed enumeration in an answer, and no open one in a request. */
    @Test
    void enumerationsOfAnswersAreOpen() {
        REQUESTS.keySet().forEach(name -> same(name, reaches(name, "x-extensible-enum"), false));
        ANSWERS.keySet().forEach(name -> same(name, reaches(name, "enum"), false));
        assertEquals(List.of(), differences);
    }

    private boolean reaches(String schema, String keyword) {
        var found = new boolean[1];
        document.schemas().path(schema).path("properties").forEach(member -> {
            var target = document.resolved(member);
            found[0] |= target.has(keyword) || document.resolved(target.path("items")).has(keyword);
        });
        return found[0];
    }

    @Test
    void codesOfProblemsAreThoseOfTheCode() {
        assertEquals(Arrays.stream(ProblemKind.values()).map(ProblemKind::code).toList(),
                ApiDocument.texts(document.schemas().at("/ProblemCode/x-extensible-enum")));
    }

    private void same(String what, Object documented, Object coded) {
        if (!documented.equals(coded))
            differences.add(what + ": " + documented + " in the document, " + coded + " in the code");
    }

    private static TreeSet<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
