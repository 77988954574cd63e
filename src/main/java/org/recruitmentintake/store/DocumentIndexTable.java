package org.recruitmentintake.store;

import java.sql.ResultSet;
import java.util.List;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.OtherCase;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.DocumentIndex;

/** Finds cases by the blind index of their document. */
@ApplicationScoped
public class DocumentIndexTable implements DocumentIndex {

    private static final String CASES = """
            SELECT id, state, owner FROM application WHERE blind_index = :document ORDER BY created_at, id LIMIT :limit
            """;

    /** Uses the unique index of handed-over cases. */
    static final String HANDED_OVER = """
            SELECT id::text FROM application
            WHERE blind_index = :document AND id <> :id AND state IN ('ACCEPTED', 'FORWARDED')
            """;
    private static final String OTHER_CASES = """
            SELECT id, state FROM application WHERE blind_index = :document AND id <> :id ORDER BY created_at, id
            """;

    private final DataSource database;
    private final SealedDossier dossiers;

    public DocumentIndexTable(DataSource database, SealedDossier dossiers) {
        this.database = database;
        this.dossiers = dossiers;
    }

    @Override
    public List<CaseOfDocument> casesOf(String country, String number, int limit) {
        return Sql.query(database, CASES,
                sql -> sql.set("document", dossiers.documentOf(country, number)).set("limit", limit),
                row -> new CaseOfDocument(Sql.uuid(row, "id"), State.valueOf(row.getString("state")),
                        row.getString("owner")));
    }

    @Override
    public List<String> handedOver(Application application) {
        return othersOf(application, HANDED_OVER, row -> row.getString("id"));
    }

    @Override
    public List<OtherCase> otherCases(Application application) {
        return othersOf(application, OTHER_CASES,
                row -> new OtherCase(Sql.uuid(row, "id"), State.valueOf(row.getString("state"))));
    }

    private <T> List<T> othersOf(Application application, String text, SqlFunction<ResultSet, T> row) {
        return Sql.query(database, text,
                sql -> sql.set("document", dossiers.documentOf(application.dossier())).set("id", application.id()),
                row);
    }
}
