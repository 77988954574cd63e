package org.recruitmentintake;

import java.util.List;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.OtherCase;
import org.recruitmentintake.application.port.DocumentIndex;

/** An index in which every case has these handed-over cases of its document. */
public record HandedOver(List<String> ids) implements DocumentIndex {

    public static final HandedOver NONE = new HandedOver(List.of());

    @Override
    public List<String> handedOver(Application application) {
        return ids;
    }

    @Override
    public List<OtherCase> otherCases(Application application) {
        return List.of();
    }

    @Override
    public List<CaseOfDocument> casesOf(String country, String number, int limit) {
        return List.of();
    }
}
