package org.recruitmentintake.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.recruitmentintake.application.model.Application;
import org.recruitmentintake.application.model.DocumentNumber;
import org.recruitmentintake.application.model.Dossier;
import org.recruitmentintake.privacy.AssociatedData;
import org.recruitmentintake.privacy.BlindIndex;
import org.recruitmentintake.privacy.DataKey;
import org.recruitmentintake.privacy.Vault;

/**
 * The stored form of a dossier: JSON with the number of the form. Every form that was ever stored stays readable:
 * fields may be added, and existing ones keep their name and meaning.
 */
@ApplicationScoped
public class SealedDossier {

    private static final int CURRENT = 1;

    /** A dossier with the number of its form. Reflection reads and writes it and everything that it reaches. */
    @RegisterForReflection(registerFullHierarchy = true)
    record Written(int form, Dossier dossier) {}

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            // A newer version that runs beside this one may have written fields that this one does not know.
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            // Empty maps, which were added later, are left out, so that an old dossier is written back unchanged.
            .withConfigOverride(Map.class, map -> map.setInclude(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS)))
            .build();

    private final Vault vault;
    private final BlindIndex blindIndex;

    public SealedDossier(Vault vault, BlindIndex blindIndex) {
        this.vault = vault;
        this.blindIndex = blindIndex;
    }

    byte[] seal(DataKey key, Application application) {
        return vault.seal(key, placeOf(application.id()), write(application.dossier()));
    }

    Dossier open(DataKey key, UUID id, byte[] sealed) { return read(vault.open(key, placeOf(id), sealed)); }

    /** The blind index of the document that the dossier names. */
    byte[] documentOf(Dossier dossier) {
        return documentOf(dossier.facts().documentCountry(), dossier.person().documentNumber());
    }

    /** The blind index of a document, however its number is written. */
    byte[] documentOf(String country, String number) {
        return blindIndex.of(country, DocumentNumber.folded(number));
    }

    private static AssociatedData placeOf(UUID id) { return new AssociatedData("application", id, "dossier"); }

    static byte[] write(Dossier dossier) {
        try {
            return JSON.writeValueAsBytes(new Written(CURRENT, dossier));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Dossier read(byte[] bytes) {
        try {
            var written = JSON.readValue(bytes, Written.class);
            if (written.form() > CURRENT) {
                throw new IllegalStateException(
                        "a dossier was written in form " + written.form() + ", which this version cannot read");
            }
            return written.dossier();
        } catch (IOException e) {
            // Without the cause: the parser's message may quote the dossier.
            throw new IllegalStateException("a dossier cannot be read");
        }
    }
}
