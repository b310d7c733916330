package dev.skycrane.flight;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The rules of the house for the flight module: who may know whom, and what the tick may touch. */
@AnalyzeClasses(packages = "dev.skycrane.flight", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** Packages that the tick runs through. */
    private static final String[] TICK = {"dev.skycrane.flight", "dev.skycrane.flight.core..",
        "dev.skycrane.flight.command..",
        "dev.skycrane.flight.geometry..", "dev.skycrane.flight.vehicle..", "dev.skycrane.flight.descent..",
        "dev.skycrane.flight.nav..", "dev.skycrane.flight.guidance..", "dev.skycrane.flight.control..",
        "dev.skycrane.flight.trn..", "dev.skycrane.flight.fault..", "dev.skycrane.flight.camera.."};

    /** Names the order in which a view of an array reads its bytes; no input or output. */
    private static final DescribedPredicate<JavaClass> BYTE_ORDER = equivalentTo(java.nio.ByteOrder.class);

    /** Members of {@code Math} that the language defines to the last bit. */
    private static final Set<String> EXACT = Set.of("abs", "min", "max", "sqrt", "floor", "ceil", "rint", "round",
            "signum", "copySign", "floorMod", "floorDiv", "toRadians", "toDegrees", "addExact", "multiplyExact",
            "toIntExact", "fma", "scalb", "ulp", "getExponent", "nextUp", "nextDown", "clamp", "PI", "E");

    @ArchTest
    static final ArchRule tickUsesTheJdkAlone = classes().that().resideInAnyPackage(TICK).should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(TICK, "java.lang", "java.lang.invoke", "java.util",
                    "java.util.function", "java.util.stream", "java.util.concurrent.atomic")).or(BYTE_ORDER));

    @ArchTest
    static final ArchRule tickKnowsNoThreadsFilesOrClocks = noClasses().that().resideInAnyPackage(TICK).should()
            .dependOnClassesThat().haveFullyQualifiedName("java.lang.Thread").orShould().dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random").orShould().dependOnClassesThat()
            .haveFullyQualifiedName("java.util.HashMap").orShould().dependOnClassesThat()
            .haveFullyQualifiedName("java.util.HashSet").orShould().dependOnClassesThat()
            .haveFullyQualifiedName("java.util.UUID").orShould().dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.time..", "java.util.logging..").orShould()
            .dependOnClassesThat(resideInAnyPackage("java.io..", "java.nio..").and(not(BYTE_ORDER)))
            .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(System.class, "getProperty", String.class).orShould()
            .callMethod(System.class, "getenv", String.class).orShould().accessField(System.class, "out").orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule randomNumbersHaveAnExplicitSeed = noClasses().that().resideInAnyPackage(TICK).should()
            .callConstructor(java.util.SplittableRandom.class).orShould().callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("dev.skycrane.flight.(*)..").should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheUmbilicalKnowsTheBus = noClasses().that()
            .resideOutsideOfPackages("dev.skycrane.flight.umbilical..", "dev.skycrane.flight.board..",
                    "dev.skycrane.flight.refly..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.paho..", "com.google.protobuf..", "dev.skycrane.proto..");

    @ArchTest
    static final ArchRule flightDoesNotKnowTheGroundOrTheHarness = noClasses().should().dependOnClassesThat()
            .resideInAnyPackage("dev.skycrane.ground..", "dev.skycrane.hil..");

    /** {@code Math} may differ between machines in everything but these. */
    @ArchTest
    static final ArchRule transcendentalsAreStrict = noClasses().that().resideInAnyPackage(TICK).should()
            .accessTargetWhere(anInexactMathCall());

    private static DescribedPredicate<JavaAccess<?>> anInexactMathCall() {
        return DescribedPredicate.describe("Math transcendentals (use StrictMath)",
                access -> access.getTargetOwner().isEquivalentTo(Math.class)
                        && !EXACT.contains(access.getTarget().getName()));
    }

    private static String[] with(String[] packages, String... more) {
        String[] all = java.util.Arrays.copyOf(packages, packages.length + more.length);
        System.arraycopy(more, 0, all, packages.length, more.length);
        return all;
    }
}
