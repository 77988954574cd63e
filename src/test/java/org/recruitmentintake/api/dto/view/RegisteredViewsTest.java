package org.recruitmentintake.api.dto.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.ws.rs.Path;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.junit.jupiter.api.Test;

/**
 * The executable writes only those records as JSON that the build has registered: the types that a resource method
 * names, those that carry {@link RegisterForReflection}, and their parts. A method that returns {@code Response} does
 * not name its record.
 */
class RegisteredViewsTest {

    private static final String VIEWS = ApplicationView.class.getPackageName();

    private final Set<Class<?>> registered = new HashSet<>();

    @Test
    void everyViewIsRegistered() {
        var classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.recruitmentintake.api").stream().map(JavaClass::reflect).toList();
        classes.stream().filter(type -> type.isAnnotationPresent(RegisterForReflection.class)).forEach(this::add);
        classes.stream().filter(type -> type.isAnnotationPresent(Path.class))
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .forEach(method -> add(method.getGenericReturnType()));
        var views = classes.stream().filter(type -> type.isRecord() && type.getPackageName().equals(VIEWS)).toList();
        assertTrue(views.contains(ApplicationView.class));
        assertEquals(List.of(), views.stream().filter(type -> !registered.contains(type)).toList());
    }

    private void add(Type type) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(this::add);
        } else if (type instanceof Class<?> own && registered.add(own) && own.isRecord()) {
            Stream.of(own.getRecordComponents()).forEach(part -> add(part.getGenericType()));
        }
    }
}
