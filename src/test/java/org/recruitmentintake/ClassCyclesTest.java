package org.recruitmentintake;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

/** The classes of a package have no cycle. A nested class counts as its outer class. */
class ClassCyclesTest {

    @Test
    void noPackageHasACycleOfClasses() {
        var classes = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.recruitmentintake");
        var packages = new TreeSet<String>();
        classes.forEach(each -> packages.add(each.getPackageName()));
        assertTrue(packages.size() > 20, "packages are found");
        for (var name : packages) rule(name, classes, true);
    }

    @Test
    void aCycleThroughANestedClassIsFound() {
        var classes = new ClassFileImporter().importClasses(First.class, First.Part.class, Second.class);
        assertFalse(rule(First.class.getPackageName(), classes, false));
    }

    /** Whether the package is free of cycles. */
    private static boolean rule(String name, JavaClasses classes, boolean check) {
        var rule = SlicesRuleDefinition.slices().assignedFrom(new OutermostClass(name)).should().beFreeOfCycles()
                .allowEmptyShould(true);
        if (check) rule.check(classes);
        return !rule.evaluate(classes).hasViolation();
    }

    private record OutermostClass(String packageName) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            if (!javaClass.getPackageName().equals(packageName)) return SliceIdentifier.ignore();
            var name = javaClass.getName().substring(packageName.length() + 1);
            // The control's classes are nested in this test.
            return SliceIdentifier.of(name.replaceAll("^ClassCyclesTest\\$", "").replaceAll("\\$.*", ""));
        }

        @Override
        public String getDescription() { return "outermost classes of " + packageName; }
    }

    /** The control: depends on the other class through a nested class only. */
    private static final class First {
        private record Part(Second of) {
        }
    }

    private record Second(First of) {
    }
}
