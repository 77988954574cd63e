package org.recruitmentintake;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The dependencies between packages. */
@AnalyzeClasses(packages = "org.recruitmentintake", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String API = "org.recruitmentintake.api..";
    private static final String APPLICATION = "org.recruitmentintake.application..";
    private static final String ELIGIBILITY = "org.recruitmentintake.eligibility..";
    private static final String EMBASSY = "org.recruitmentintake.embassy..";
    private static final String PRIVACY = "org.recruitmentintake.privacy..";
    private static final String STORE = "org.recruitmentintake.store..";
    private static final String FORWARDING = "org.recruitmentintake.forwarding..";

    @ArchTest
    static final ArchRule noOtherPackageDependsOnTheApi = noClasses().that().resideOutsideOfPackage(API)
            .should().dependOnClassesThat().resideInAPackage(API)
            .because("the domain does not depend on HTTP");

    @ArchTest
    static final ArchRule apiDoesNotDependOnStoreOrForwarding = noClasses().that()
            .resideInAPackage(API)
            .should().dependOnClassesThat().resideInAnyPackage(STORE, FORWARDING);

    @ArchTest
    static final ArchRule applicationDoesNotDependOnStoreOrForwarding = noClasses().that()
            .resideInAPackage(APPLICATION)
            .should().dependOnClassesThat().resideInAnyPackage(STORE, FORWARDING)
            .because("store and forwarding implement interfaces of the application");

    @ArchTest
    static final ArchRule storeAndForwardingDoNotDependOnEachOther = slices()
            .matching("org.recruitmentintake.(store|forwarding)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule eligibilityDependsOnTheJdkAndEmbassyOnly = classes().that().resideInAPackage(ELIGIBILITY)
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", ELIGIBILITY, EMBASSY))
            .because("the rules of the law need no framework, no clock and no database");

    @ArchTest
    static final ArchRule embassyDependsOnTheJdkOnly = classes().that().resideInAPackage(EMBASSY)
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", EMBASSY));

    @ArchTest
    static final ArchRule privacyDependsOnNoOtherPackage = noClasses().that().resideInAPackage(PRIVACY)
            .should().dependOnClassesThat()
            .resideInAnyPackage(API, APPLICATION, ELIGIBILITY, EMBASSY, STORE, FORWARDING)
            .because("it works on bytes and keys, without types of the domain");

    @ArchTest
    static final ArchRule packagesFormNoCycle = slices().matching("org.recruitmentintake.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule packagesOfTheApiDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("resource").definedBy("org.recruitmentintake.api.resource..")
            .layer("dto").definedBy("org.recruitmentintake.api.dto..")
            .layer("limits").definedBy("org.recruitmentintake.api.limits..")
            .layer("security").definedBy("org.recruitmentintake.api.security..")
            .layer("json").definedBy("org.recruitmentintake.api.json..")
            .layer("problem").definedBy("org.recruitmentintake.api.problem..")
            .whereLayer("resource").mayNotBeAccessedByAnyLayer()
            .whereLayer("dto").mayOnlyAccessLayers("json", "problem")
            .whereLayer("limits").mayOnlyAccessLayers("security", "json", "problem")
            .whereLayer("security").mayOnlyAccessLayers("json", "problem")
            .whereLayer("json").mayOnlyAccessLayers("problem")
            .whereLayer("problem").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesOfTheApplicationDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("usecase").definedBy("org.recruitmentintake.application.usecase..")
            .layer("port").definedBy("org.recruitmentintake.application.port..")
            .layer("model").definedBy("org.recruitmentintake.application.model..")
            .whereLayer("port").mayOnlyAccessLayers("model")
            .whereLayer("model").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule packagesOfForwardingDependInOneDirection = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("relay").definedBy("org.recruitmentintake.forwarding.relay..")
            .layer("broker").definedBy("org.recruitmentintake.forwarding.broker..")
            .layer("message").definedBy("org.recruitmentintake.forwarding.message..")
            .whereLayer("broker").mayOnlyAccessLayers("message")
            .whereLayer("message").mayNotAccessAnyLayer();

    @ArchTest
    static final ArchRule modelDependsOnNoFramework = classes()
            .that().resideInAPackage("org.recruitmentintake.application.model..")
            .should().onlyDependOnClassesThat(resideInAnyPackage("java..", "org.recruitmentintake.application.model..",
                    ELIGIBILITY, EMBASSY));
}
