package org.recruitmentintake;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** The classes of a package have no cycle. A nested class counts as its outer class. */
@AnalyzeClasses(packages = "org.recruitmentintake", importOptions = ImportOption.DoNotIncludeTests.class)
class ClassCyclesTest {

    @ArchTest
    static void noPackageHasACycleOfClasses(JavaClasses classes) {
        var packages = new TreeSet<String>();
        classes.forEach(each -> packages.add(each.getPackageName()));
        assertTrue(packages.size() > 20, "packages are found");
        for (var name : packages) rule(name).check(classes.that(resideInAPackage(name)));
    }

    @ArchTest
    static void cycleThroughANestedClassIsFound(JavaClasses none) {
        var classes = new ClassFileImporter().importClasses(First.class, First.Part.class, Second.class);
        assertTrue(rule(First.class.getPackageName()).evaluate(classes).hasViolation());
    }

    private static ArchRule rule(String name) {
        return SlicesRuleDefinition.slices().assignedFrom(new OutermostClass(name)).should().beFreeOfCycles()
                .allowEmptyShould(true);
    }

    private record OutermostClass(String packageName) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            if (!javaClass.getPackageName().equals(packageName)) return SliceIdentifier.ignore();
            var name = javaClass.getName().substring(packageName.length() + 1);
            // First and Second are nested in this test, and count as outermost classes.
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
