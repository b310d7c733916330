package dev.skycrane.hil;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** What reaches the digest is the same on every machine: the determinism contract in the harness. */
@AnalyzeClasses(packages = "dev.skycrane.hil", importOptions = ImportOption.DoNotIncludeTests.class)
final class DeterminismTest {
    private static final String[] TRUTH = {"dev.skycrane.hil.plant..", "dev.skycrane.hil.sensor..",
        "dev.skycrane.hil.noise..", "dev.skycrane.hil.terrain..", "dev.skycrane.hil.render.."};
    /** Members of {@code Math} that the language defines to the last bit. */
    private static final Set<String> EXACT = Set.of("abs", "min", "max", "sqrt", "floor", "ceil", "rint", "round",
            "signum", "copySign", "floorMod", "floorDiv", "toRadians", "toDegrees", "addExact", "multiplyExact",
            "toIntExact", "fma", "scalb", "ulp", "getExponent", "nextUp", "nextDown", "clamp", "PI", "E");

    @ArchTest
    static final ArchRule transcendentalsAreStrict = noClasses().that().resideInAnyPackage(TRUTH).should()
            .accessTargetWhere(DescribedPredicate.<JavaAccess<?>>describe("Math transcendentals (use StrictMath)",
                    access -> access.getTargetOwner().isEquivalentTo(Math.class)
                            && !EXACT.contains(access.getTarget().getName())));

    @ArchTest
    static final ArchRule noHiddenRandomnessOrClock = noClasses().that().resideInAnyPackage(TRUTH).should()
            .dependOnClassesThat().haveFullyQualifiedName("java.util.Random").orShould().dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom").orShould()
            .callMethod(Math.class, "random").orShould().callMethod(System.class, "currentTimeMillis").orShould()
            .callConstructor(java.util.SplittableRandom.class);

    /** The landing path knows the flight software, never the other way round; the ground learns of the landing by the bus alone. */
    @ArchTest
    static final ArchRule truthDoesNotKnowTheGround = noClasses().that().resideInAnyPackage(TRUTH).should()
            .dependOnClassesThat().resideInAnyPackage("dev.skycrane.ground..");
}
