package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.List;

import org.recruitmentintake.api.problem.LanguageTexts;
import org.recruitmentintake.application.model.CaseReader;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.usecase.Disclosure;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.condition.Conditions;

/** Everything that is held about an applicant in a case, to be handed out to the applicant. */
public record DossierView(
        String title,
        String note,
        String language,
        Instant at,
        ApplicationView application,
        List<RulingView> rulings,
        List<ReadView> readers,
        List<LabelsView.LabelList> labels) {

    /** A reviewer's ruling. */
    public record RulingView(String condition, Ruling ruling, Reason reason, String text, Instant at, String client,
            String person) {

        static RulingView of(Resolution given, LanguageTexts texts) {
            return new RulingView(given.condition(), given.ruling(), given.reason(),
                    texts.text("label.ruling." + given.ruling()) + ": "
                            + texts.text("label.ruling-reason." + given.reason()),
                    given.at(), given.client(), given.person());
        }
    }

    /** A person who read the case, and how often. */
    public record ReadView(String client, String person, String role, JournalAction action, String text, long times,
            Instant first, Instant last) {

        static ReadView of(CaseReader reader, LanguageTexts texts) {
            return new ReadView(reader.client(), reader.person(), reader.role(), reader.action(),
                    texts.text("read." + reader.action()), reader.times(), reader.first(), reader.last());
        }
    }

    /**
     * Leaves out the findings of the conditions asked last, since the document is handed out and may be shown to
     * others.
     */
    public static DossierView of(Disclosure disclosure, LanguageTexts texts) {
        var stored = disclosure.stored();
        var application = stored.application();
        return new DossierView(texts.text("dossier.title"), texts.text("dossier.note"), texts.language(),
                disclosure.at(), ApplicationView.toApplicant(application, stored.forwarding(), texts),
                application.dossier().resolutions().stream().filter(given -> !isAskedLast(given.condition()))
                        .map(given -> RulingView.of(given, texts)).toList(),
                disclosure.readers().stream().map(reader -> ReadView.of(reader, texts)).toList(),
                LabelsView.of(texts).lists());
    }

    private static boolean isAskedLast(String condition) {
        return Conditions.find(condition).filter(Condition::askedLast).isPresent();
    }
}
