package io.devmesh.system.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.have;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may import what; docs/architecture.md says why. */
class ArchitectureTest {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.devmesh.shared", "io.devmesh.edge", "io.devmesh.worker");

    @Test
    void importsSomethingOfEveryModule() {
        for (String module : new String[] {"shared", "edge", "worker"}) {
            classes()
                    .that()
                    .resideInAPackage("io.devmesh." + module + "..")
                    .should()
                    .resideInAPackage("io.devmesh..")
                    .allowEmptyShould(false)
                    .check(PRODUCT);
        }
    }

    @Test
    void sharedKnowsNeitherService() {
        noClasses()
                .that()
                .resideInAPackage("io.devmesh.shared..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.devmesh.edge..", "io.devmesh.worker..", "io.devmesh.local..")
                .check(PRODUCT);
    }

    @Test
    void servicesDoNotKnowEachOther() {
        noClasses()
                .that()
                .resideInAPackage("io.devmesh.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.devmesh.worker..")
                .check(PRODUCT);
        noClasses()
                .that()
                .resideInAPackage("io.devmesh.worker..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.devmesh.edge..")
                .check(PRODUCT);
    }

    @Test
    void nothingInSharedStartsByItself() {
        noClasses()
                .that()
                .resideInAPackage("io.devmesh.shared..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ejb..", "jakarta.ws.rs..", "jakarta.servlet..", "jakarta.websocket..")
                .check(PRODUCT);
    }

    @Test
    void redisIsReachedFromFewPlaces() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.devmesh.shared.redis..", "io.devmesh.shared.stream..")
                .and(have(nameMatching("(?!.*\\.Redis[A-Z]\\w*$).*")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("redis.clients..")
                .check(PRODUCT);
    }

    @Test
    void awsIsReachedThroughItsPort() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "io.devmesh.aws..")
                .check(PRODUCT);
    }

    @Test
    void tokensAreReadInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.devmesh.edge.oauth")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.nimbusds..")
                .check(PRODUCT);
    }

    @Test
    void sqlIsWrittenInRepositories() {
        noClasses()
                .that(have(nameMatching("(?!.*(Repository|\\.Jdbc\\w+|\\.Database\\w+|SchemaMigration)(\\$.*)?$).*")))
                .should()
                .dependOnClassesThat(are(resideInAnyPackage("java.sql..", "javax.sql.."))
                        .or(nameMatching("org\\.jdbi\\.v3\\.core\\.Jdbi")))
                .check(PRODUCT);
    }

    /** But for tables that are no tenant's: leases, the keys that seal, takeovers of entries. */
    @Test
    void rowsAreReachedInAScope() {
        noClasses()
                .that(
                        have(
                                nameMatching(
                                        "(?!.*\\.(DatabaseScope(\\$Rows)?|DatabaseHealth|LeaseRepository|SealingKeyRepository|TakeOverRepository)$).*")))
                .should()
                .callMethodWhere(target(nameMatching("withHandle|useHandle|inTransaction|useTransaction|open"))
                        .and(target(owner(assignableTo("org.jdbi.v3.core.Jdbi")))))
                .check(PRODUCT);
    }

    @Test
    void ejbsAreTimers() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Timer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ejb..")
                .check(PRODUCT);
    }

    /** Else all Workers would do it at the same moment, beside all else that is done then. */
    @Test
    void nothingGoesOffAtTheFullSecond() {
        noMethods().should().beAnnotatedWith("jakarta.ejb.Schedule").check(PRODUCT);
    }

    @Test
    void servletsAndSocketsStayAtTheBoundary() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.devmesh.edge.http..",
                        "io.devmesh.edge.mcp.http..",
                        "io.devmesh.edge.mcp.websocket..",
                        "io.devmesh.edge.webhook..",
                        "io.devmesh.worker.api..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "jakarta.ws.rs..", "jakarta.websocket..")
                .check(PRODUCT);
    }

    @Test
    void transportsDoNotKnowEras() {
        noClasses()
                .that()
                .resideInAnyPackage("io.devmesh.edge.mcp.http..", "io.devmesh.edge.mcp.websocket..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.devmesh.edge.mcp.session..", "io.devmesh.edge.mcp.stateless..")
                .check(PRODUCT);
    }

    @Test
    void toolsPromptsAndResourcesKnowNeitherProtocolNorTransport() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.devmesh.edge.tool..",
                        "io.devmesh.edge.prompt..",
                        "io.devmesh.edge.resource..",
                        "io.devmesh.edge.event..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.devmesh.edge.mcp..", "io.devmesh.edge.jsonrpc..", "io.devmesh.edge.http..")
                .check(PRODUCT);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.devmesh.(**)").should().beFreeOfCycles().check(PRODUCT);
    }

    @Test
    void fieldsAreInjectedInTimersOnly() {
        noFields()
                .that()
                .areDeclaredInClassesThat()
                .haveSimpleNameNotEndingWith("Timer")
                .should()
                .beAnnotatedWith("jakarta.inject.Inject")
                .check(PRODUCT);
    }

    @Test
    void timeAndEnvironmentAreInjected() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.devmesh.shared.config.MountedFiles") // made before anything is
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(PRODUCT);
    }

    @Test
    void configurationIsReadInProducersOnly() {
        fields().that()
                .areAnnotatedWith("org.eclipse.microprofile.config.inject.ConfigProperty")
                .should()
                .beDeclaredInClassesThat()
                .haveSimpleNameEndingWith("Producer")
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @Test
    void configurationsAreRecords() {
        classes().that().haveSimpleNameEndingWith("Config").should().beRecords().check(PRODUCT);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Utils?|Helper)(\\$.*)?")
                .check(PRODUCT);
    }

    @Test
    void everyPackageIsExplained() {
        for (String module : new String[] {"shared", "edge", "worker"}) {
            slices().matching("io.devmesh." + module + ".(**)")
                    .should(new IsExplained())
                    .check(new ClassFileImporter()
                            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                            .importPackages("io.devmesh." + module));
        }
    }

    @Test
    void errorsAreTranslatedInOnePlacePerBoundary() {
        classes()
                .that(resideInAPackage("io.devmesh.."))
                .should(new CatchesBroadlyOnlyIn(
                        "io.devmesh.edge.bus.RedisBus",
                        "io.devmesh.edge.mcp.ErrorReplies",
                        "io.devmesh.edge.work.RunningCall",
                        "io.devmesh.edge.task.TaskRunner",
                        "io.devmesh.edge.work.ManagedThreads",
                        "io.devmesh.worker.attempt.EventProcessor",
                        "io.devmesh.worker.consume.Attempts"))
                .check(PRODUCT);
    }
}
