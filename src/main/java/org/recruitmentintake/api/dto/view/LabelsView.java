package org.recruitmentintake.api.dto.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.application.model.ForwardingState;
import org.recruitmentintake.application.model.Speciality;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.eligibility.Advisory;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Gate;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.eligibility.facts.Branch;
import org.recruitmentintake.eligibility.facts.Convictions;
import org.recruitmentintake.eligibility.facts.Document;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.EvidenceSource;
import org.recruitmentintake.eligibility.facts.Fitness;
import org.recruitmentintake.eligibility.facts.Presence;
import org.recruitmentintake.eligibility.facts.RankCategory;
import org.recruitmentintake.eligibility.facts.Route;
import org.recruitmentintake.eligibility.facts.ServicePapers;
import org.recruitmentintake.eligibility.facts.SpecialCheck;
import org.recruitmentintake.embassy.Channel;
import org.recruitmentintake.embassy.Step;
import org.recruitmentintake.embassy.Visa;

/**
 * The names of all codes that people see, in one language.
 *
 * @param lists by the kind of code, in the order of a form
 */
public record LabelsView(String language, List<LabelList> lists) {

    /** The codes of one kind. */
    public record LabelList(String list, List<Label> labels) {}

    /**
     * A code and its name.
     *
     * @param text the same in a sentence; null for codes that have none
     * @param field the field of an application that states it, as a JSON pointer; null for all but next steps
     */
    public record Label(String code, String label, String text, String field) {

        static Label of(String list, String code, String key, LanguageTexts texts) {
            var sentence = SENTENCES.getOrDefault(list, "") + code;
            return new Label(code, texts.text(key),
                    texts.keys().contains(sentence) ? texts.text(sentence) : null,
                    list.equals(NEXT_STEP) ? FormField.ofNextStep(code) : null);
        }
    }

    private static final String NEXT_STEP = "next-step";

    /** The lists whose codes have a sentence, and what its key begins with. */
    private static final Map<String, String> SENTENCES = Map.of(NEXT_STEP, "step.", "advisory", "advisory.");

    /** For each list its codes, and the keys of their texts. */
    public static final Map<String, Map<String, String>> LISTS = allLists();

    public static LabelsView of(LanguageTexts texts) {
        return new LabelsView(texts.language(), LISTS.entrySet().stream()
                .map(list -> new LabelList(list.getKey(), list.getValue().entrySet().stream()
                        .map(code -> Label.of(list.getKey(), code.getKey(), code.getValue(), texts))
                        .toList()))
                .toList());
    }

    private static Map<String, Map<String, String>> allLists() {
        var lists = new LinkedHashMap<String, Map<String, String>>();
        add(lists, "route", Route.values());
        add(lists, "branch", Branch.values());
        add(lists, "rank-category", RankCategory.values());
        add(lists, "speciality", Speciality.values());
        add(lists, "channel", Channel.values());
        add(lists, "document-kind", Document.Kind.values());
        add(lists, "presence-basis", Presence.Basis.values());
        add(lists, "convictions", Convictions.values());
        add(lists, "fitness", Fitness.values());
        add(lists, "special-check", SpecialCheck.values());
        add(lists, "service-papers", ServicePapers.values());
        add(lists, "visa", Visa.values());
        add(lists, "step", Step.values());
        add(lists, "evidence", Evidence.values());
        lists.put(NEXT_STEP, nextSteps());
        add(lists, "state", State.values());
        add(lists, "forwarding", ForwardingState.values());
        add(lists, "condition", Conditions.ALL.stream().map(Condition::id).toArray());
        add(lists, "advisory", Advisory.codes().toArray());
        add(lists, "verdict", Verdict.values());
        add(lists, "consequence", Consequence.values());
        add(lists, "gate", Gate.values());
        add(lists, "ruling", Ruling.values());
        add(lists, "ruling-reason", Reason.values());
        add(lists, "desk", EvidenceSource.values());
        add(lists, "citation-kind", Citation.Kind.values());
        return lists;
    }

    private static void add(Map<String, Map<String, String>> lists, String name, Object[] codes) {
        var keys = new LinkedHashMap<String, String>();
        Stream.of(codes).forEach(code -> keys.put(code.toString(), "label." + name + "." + code));
        lists.put(name, keys);
    }

    /** A next step is a step, a piece of evidence, or a decision by a reviewer. */
    private static Map<String, String> nextSteps() {
        var keys = new LinkedHashMap<String, String>();
        Step.inOrder().forEach(step -> keys.put("STEP_" + step, "label.step." + step));
        var evidence = new ArrayList<>(List.of(Evidence.values()));
        evidence.removeAll(List.of(Evidence.EMBASSY_STEP, Evidence.ARRIVAL_STEP));
        evidence.forEach(piece -> keys.put("EVIDENCE_" + piece, "label.evidence." + piece));
        List.of("CLEARANCE", "DECISION").forEach(code -> keys.put(code, "label.next-step." + code));
        return keys;
    }
}
