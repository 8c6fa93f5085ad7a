package dev.vectron.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** No function whose last bits depend on the machine: weights must come out the same everywhere. */
@AnalyzeClasses(packages = "dev.vectron", importOptions = ImportOption.DoNotIncludeTests.class)
class ReproducibleArithmeticTest {
    /** Those methods of Math that a machine may answer within 1 or 2 ulp; the others are exact. */
    private static final Set<String> INEXACT = Set.of("exp", "log", "log10", "pow", "sin", "cos", "tan", "asin",
        "acos", "atan", "atan2", "sinh", "cosh", "tanh", "cbrt", "expm1", "log1p", "hypot");
    /** The same among the Vector API's operators. */
    private static final Set<String> INEXACT_OPERATORS = Set.of("EXP", "LOG", "LOG10", "POW", "SIN", "COS", "TAN",
        "ASIN", "ACOS", "ATAN", "ATAN2", "SINH", "COSH", "TANH", "CBRT", "EXPM1", "LOG1P", "HYPOT");

    @ArchTest
    static final ArchRule noInexactMath = noClasses()
        .that().resideInAnyPackage("dev.vectron..").and()
        .resideOutsideOfPackages("dev.vectron.plots..", "dev.vectron.examples..")
        .should().accessTargetWhere(describe("an inexact method of Math", (JavaAccess<?> access) ->
            access.getTargetOwner().isEquivalentTo(Math.class) && INEXACT.contains(access.getName())))
        .because("StrictMath or the library's own polynomials give the same bits on every machine");

    @ArchTest
    static final ArchRule noInexactVectorOperator = noClasses()
        .should().accessTargetWhere(describe("an inexact vector operator", (JavaAccess<?> access) ->
            access.getTargetOwner().getFullName().equals("jdk.incubator.vector.VectorOperators")
                && INEXACT_OPERATORS.contains(access.getName())))
        .because("their bits depend on the machine and on the number of lanes");
}
