package org.recruitmentintake.api.dto.view;

import java.time.Instant;
import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.recruitmentintake.api.problem.Texts;
import org.recruitmentintake.application.model.CaseReader;
import org.recruitmentintake.application.model.JournalAction;
import org.recruitmentintake.application.usecase.Disclosure;
import org.recruitmentintake.eligibility.Condition;
import org.recruitmentintake.eligibility.Reason;
import org.recruitmentintake.eligibility.Resolution;
import org.recruitmentintake.eligibility.Ruling;
import org.recruitmentintake.eligibility.condition.Conditions;

/** All that is held about a person in a case, to be handed out to that person. */
@Schema(name = "Dossier", description = "All that is held about a person in an application, to be handed out.")
public record DossierView(
        @Schema(required = true, description = "What this document is.") String title,
        @Schema(required = true,
                description = "What is left out of every such document, and what the person may ask for.") String note,
        @Schema(required = true, description = "The language of its texts.", examples = "uk") String language,
        @Schema(required = true, description = "When it was made.") Instant at,
        @Schema(required = true) ApplicationView application,
        @Schema(required = true, description = "What persons have decided.") List<RulingView> rulings,
        @Schema(required = true, description = "Who has read the application.") List<ReadView> readers,
        @Schema(required = true,
                description = "The names of all codes, as `GET /v1/labels` gives them.") List<LabelsView.LabelList> labels) {

    /** A decision of a person. */
    @Schema(name = "GivenRuling", description = "How a person has decided over a condition.")
    public record RulingView(@Schema(required = true) String condition,
            @Schema(required = true) Ruling ruling,
            @Schema(required = true) Reason reason,
            @Schema(required = true, description = "Ruling and reason in words.") String text,
            @Schema(required = true) Instant at,
            @Schema(required = true) String client,
            @Schema(required = true, description = "The person behind the client.") String person) {

        static RulingView of(Resolution given, Texts texts, String language) {
            return new RulingView(given.condition(), given.ruling(), given.reason(),
                    texts.text(language, "label.ruling." + given.ruling()) + ": "
                            + texts.text(language, "label.ruling-reason." + given.reason()),
                    given.at(), given.client(), given.person());
        }
    }

    /** A reader. */
    @Schema(name = "Read", description = "A person who has read the application, in one way.")
    public record ReadView(@Schema(required = true) String client,
            @Schema(required = true, description = "The person behind the client.") String person,
            @Schema(required = true) String role,
            @Schema(required = true) JournalAction action,
            @Schema(required = true, description = "What was read, in words.") String text,
            @Schema(required = true, description = "How often; repeats within ten minutes are one.") long times,
            @Schema(required = true) Instant first,
            @Schema(required = true) Instant last) {

        static ReadView of(CaseReader reader, Texts texts, String language) {
            return new ReadView(reader.client(), reader.person(), reader.role(), reader.action(),
                    texts.text(language, "read." + reader.action()), reader.times(), reader.first(), reader.last());
        }
    }

    /** Without what rests on the conditions asked last: the document may be shown to anybody once it is handed out. */
    public static DossierView of(Disclosure disclosure, Texts texts, String language) {
        var stored = disclosure.stored();
        var application = stored.application();
        return new DossierView(texts.text(language, "dossier.title"), texts.text(language, "dossier.note"), language,
                disclosure.at(),
                ApplicationView.toPerson(application, stored.forwarding(), texts, language),
                application.dossier().resolutions().stream().filter(given -> !isAskedLast(given.condition()))
                        .map(given -> RulingView.of(given, texts, language)).toList(),
                disclosure.readers().stream().map(reader -> ReadView.of(reader, texts, language)).toList(),
                LabelsView.of(texts, language).lists());
    }

    private static boolean isAskedLast(String condition) {
        return Conditions.find(condition).filter(Condition::askedLast).isPresent();
    }
}
