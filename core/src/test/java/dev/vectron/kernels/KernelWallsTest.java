package dev.vectron.kernels;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The kernels are arithmetic on arrays and nothing else, in an order that no number of lanes changes. */
@AnalyzeClasses(packages = "dev.vectron", importOptions = ImportOption.DoNotIncludeTests.class)
class KernelWallsTest {
    /**
     * Of the reductions of a vector to one float, the largest and the smallest lane do not depend on the number of
     * lanes.
     */
    private static final Set<String> ORDER_FREE = Set.of("MAX", "MIN");

    private static final Set<String> ALLOWED = Set.of("dev.vectron.kernels", "dev.vectron.random");

    @ArchTest
    static final ArchRule kernelsKnowOnlyArraysAndRandomNumbers = noClasses().that()
        .resideInAPackage("dev.vectron.kernels")
        .should().dependOnClassesThat(describe("belong to another package of Vectron than random", c ->
            c.getPackageName().startsWith("dev.vectron.") && !ALLOWED.contains(c.getPackageName())));

    @ArchTest
    static final ArchRule kernelsKnowNoThread = noClasses().that().resideInAPackage("dev.vectron.kernels")
        .should().dependOnClassesThat(describe("are threads or java.util.concurrent",
            c -> c.isAssignableTo(Thread.class) || c.getPackageName().startsWith("java.util.concurrent")));

    @ArchTest
    static final ArchRule noSumOverLanes = codeUnits()
        .that(describe("reduce the lanes of a float vector", KernelWallsTest::reducesLanes))
        .should(onlyByAnOrderFreeOperator()).allowEmptyShould(true)
        .because("a sum over lanes depends on how many there are; keep lanes across outputs");

    private static boolean reducesLanes(JavaCodeUnit code) {
        return code.getCallsFromSelf().stream()
            .anyMatch(call -> call.getName().startsWith("reduceLanes") && isFloating(call.getTargetOwner()));
    }

    private static boolean isFloating(JavaClass type) {
        return type.isEquivalentTo(FloatVector.class) || type.isEquivalentTo(DoubleVector.class);
    }

    private static ArchCondition<JavaCodeUnit> onlyByAnOrderFreeOperator() {
        return new ArchCondition<>("name no operator but " + ORDER_FREE) {
            @Override
            public void check(JavaCodeUnit code, ConditionEvents events) {
                Set<String> operators = code.getFieldAccesses().stream()
                    .filter(access -> access.getTargetOwner().isEquivalentTo(VectorOperators.class))
                    .map(JavaFieldAccess::getName)
                    .collect(Collectors.toSet());
                boolean orderFree = !operators.isEmpty() && ORDER_FREE.containsAll(operators);
                events.add(new SimpleConditionEvent(code, orderFree, code.getDescription() + " names the operators "
                    + operators));
            }
        };
    }
}
