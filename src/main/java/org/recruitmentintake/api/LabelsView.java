package org.recruitmentintake.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.recruitmentintake.application.Application.State;
import org.recruitmentintake.application.Casebook.Forwarding;
import org.recruitmentintake.application.Dossier.Wishes.Speciality;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Evidence;
import org.recruitmentintake.eligibility.Facts;
import org.recruitmentintake.eligibility.Facts.Branch;
import org.recruitmentintake.eligibility.Facts.Convictions;
import org.recruitmentintake.eligibility.Facts.Document;
import org.recruitmentintake.eligibility.Facts.Fitness;
import org.recruitmentintake.eligibility.Facts.Presence;
import org.recruitmentintake.eligibility.Facts.RankCategory;
import org.recruitmentintake.eligibility.Facts.Route;
import org.recruitmentintake.eligibility.Facts.ServicePapers;
import org.recruitmentintake.eligibility.Finding;
import org.recruitmentintake.eligibility.Inquiry.Gate;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.condition.Conditions;
import org.recruitmentintake.embassy.EmbassyDirectory.Embassy.Channel;
import org.recruitmentintake.embassy.Progress.StepRecord.Visa;
import org.recruitmentintake.embassy.Step;

/**
 * The name of every code that is shown to people, in one language.
 *
 * @param lists by the kind of code, in the order in which a form would ask
 */
public record LabelsView(String language, List<LabelList> lists) {

    /** The codes of one kind. */
    public record LabelList(String list, List<Label> labels) {
    }

    /** A code and its name. */
    public record Label(String code, String label) {
    }

    /** Of each list, its codes and the keys of their texts. */
    static final Map<String, Map<String, String>> LISTS = allLists();

    static LabelsView of(Texts texts, String language) {
        return new LabelsView(language, LISTS.entrySet().stream()
                .map(list -> new LabelList(list.getKey(), list.getValue().entrySet().stream()
                        .map(code -> new Label(code.getKey(), texts.text(language, code.getValue()))).toList()))
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
        add(lists, "special-check", Facts.SpecialCheck.values());
        add(lists, "service-papers", ServicePapers.values());
        add(lists, "visa", Visa.values());
        add(lists, "step", Step.inOrder().toArray(Step[]::new));
        add(lists, "evidence", Evidence.values());
        lists.put("next-step", nextSteps());
        add(lists, "state", State.values());
        add(lists, "forwarding", Forwarding.values());
        add(lists, "condition", Conditions.ALL.stream().map(Condition::id).toArray());
        add(lists, "verdict", Finding.Verdict.values());
        add(lists, "consequence", Finding.Consequence.values());
        add(lists, "gate", Gate.values());
        add(lists, "ruling", Resolution.Ruling.values());
        add(lists, "ruling-reason", Resolution.Reason.values());
        add(lists, "desk", Evidence.Settler.values());
        add(lists, "citation-kind", Citation.Kind.values());
        return lists;
    }

    private static void add(Map<String, Map<String, String>> lists, String name, Object... codes) {
        var keys = new LinkedHashMap<String, String>();
        Stream.of(codes).forEach(code -> keys.put(code.toString(), "label." + name + "." + code));
        lists.put(name, keys);
    }

    /** A next step is a step, a piece of evidence, or what somebody at the service does. */
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
