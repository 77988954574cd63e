package org.recruitmentintake.api.dto.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.junit.jupiter.api.Test;
import org.recruitmentintake.api.dto.view.DecisionView.FindingView;
import org.recruitmentintake.eligibility.Citation;
import org.recruitmentintake.eligibility.Consequence;
import org.recruitmentintake.eligibility.Verdict;
import org.recruitmentintake.eligibility.facts.Evidence;
import org.recruitmentintake.eligibility.facts.Route;

/** The JSON that is kept for constant parts of answers equals the JSON that the mapper would write. */
class ConstantJsonTest {

    private static final FindingView HOLD = new FindingView("medical-fitness", Verdict.UNKNOWN, Consequence.HOLD,
            "not-examined", "Потрібен висновок \"ВЛК\".",
            List.of(Evidence.FITNESS), List.of(), null, null);
    private static final List<?> VIEWS = List.of(HOLD,
            new NextStepView("EVIDENCE_FITNESS", Evidence.FITNESS.sources(Route.IN_COUNTRY), List.of()),
            new AdvisoryView("contract-terms", LocalDate.parse("2024-05-18"), "Three years",
                    new Citation(Citation.Kind.values()[0], "Law 2232-XII", null, LocalDate.parse("1992-04-12"),
                            null, null, null)));

    @Test
    void keptJsonEqualsWrittenJson() throws Exception {
        var keeping = mapper();
        new ConstantJson().customize(keeping);
        for (var round = 0; round < 3; round++) {
            assertArrayEquals(mapper().writeValueAsBytes(VIEWS), keeping.writeValueAsBytes(VIEWS));
            assertEquals(mapper().writeValueAsString(VIEWS), keeping.writeValueAsString(VIEWS));
        }
    }

    @Test
    void differentTextsHaveDifferentJson() throws Exception {
        var keeping = mapper();
        new ConstantJson().customize(keeping);
        keeping.writeValueAsBytes(HOLD);
        var english = new FindingView(HOLD.condition(), HOLD.verdict(), HOLD.consequence(), HOLD.reason(), "English",
                HOLD.missing(), HOLD.options(), null, null);
        assertArrayEquals(mapper().writeValueAsBytes(english), keeping.writeValueAsBytes(english));
    }

    private static ObjectMapper mapper() {
        return JsonMapper.builder().addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .serializationInclusion(JsonInclude.Include.NON_NULL).build();
    }
}
