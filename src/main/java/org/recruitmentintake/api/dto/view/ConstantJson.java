package org.recruitmentintake.api.dto.view;

import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import org.recruitmentintake.api.dto.view.DecisionView.FindingView;
import org.recruitmentintake.eligibility.Citation;

/**
 * Keeps the JSON of the views that consist of codes and texts, since the same few hundred of them stand in all answers.
 * They hold no personal data.
 */
@Singleton
public class ConstantJson implements ObjectMapperCustomizer {

    private static final Set<Class<?>> CONSTANT = Set.of(FindingView.class, NextStepView.class, AdvisoryView.class,
            Citation.class);
    private static final int MOST_KEPT = 4000;

    @Override
    public void customize(ObjectMapper json) {
        json.registerModule(new SimpleModule("constant-json").setSerializerModifier(new BeanSerializerModifier() {

            @Override
            @SuppressWarnings("unchecked")
            public JsonSerializer<?> modifySerializer(SerializationConfig config, BeanDescription type,
                    JsonSerializer<?> serializer) {
                return CONSTANT.contains(type.getBeanClass()) ? new Kept((JsonSerializer<Object>) serializer)
                        : serializer;
            }
        }));
    }

    /** Writes a value once, and its bytes from then on. */
    private static final class Kept extends JsonSerializer<Object> implements ResolvableSerializer {

        private final JsonSerializer<Object> serializer;
        private final Map<Object, SerializableString> kept = new ConcurrentHashMap<>();

        Kept(JsonSerializer<Object> serializer) {
            this.serializer = serializer;
        }

        @Override
        public void resolve(SerializerProvider provider) throws JsonMappingException {
            if (serializer instanceof ResolvableSerializer resolvable) resolvable.resolve(provider);
        }

        @Override
        public void serialize(Object value, JsonGenerator out, SerializerProvider provider) throws IOException {
            var json = kept.get(value);
            if (json == null) {
                json = written(value, out, provider);
                if (kept.size() < MOST_KEPT) kept.put(value, json);
            }
            out.writeRawValue(json);
        }

        private SerializableString written(Object value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            var factory = out.getCodec().getFactory();
            try (var text = new StringWriter();
                    var generator = factory.createGenerator(text)) {
                serializer.serialize(value, generator, provider);
                generator.flush();
                return new SerializedString(text.toString());
            }
        }
    }
}
