package org.recruitmentintake.store;

import java.util.List;

import javax.sql.DataSource;

import jakarta.enterprise.context.ApplicationScoped;

import org.recruitmentintake.application.model.CaseOfDocument;
import org.recruitmentintake.application.model.State;
import org.recruitmentintake.application.port.DocumentIndex;

/** Finds cases by the blind index of their document. */
@ApplicationScoped
public class DocumentIndexTable implements DocumentIndex {

    private static final String CASES = """
            SELECT id, state, owner FROM application WHERE blind_index = ? ORDER BY created_at, id LIMIT ?
            """;

    private final DataSource database;
    private final SealedDossier dossiers;

    public DocumentIndexTable(DataSource database, SealedDossier dossiers) {
        this.database = database;
        this.dossiers = dossiers;
    }

    @Override
    public List<CaseOfDocument> casesOf(String country, String number, int limit) {
        return Sql.query(database, CASES, sql -> sql.bytes(dossiers.documentOf(country, number)).bind(limit),
                row -> new CaseOfDocument(Sql.uuid(row, "id"), State.valueOf(row.getString("state")),
                        row.getString("owner")));
    }
}
