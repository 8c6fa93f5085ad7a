package dev.vectron.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** The walls of the house: which module may know which, and what each may bring in from outside. */
@AnalyzeClasses(packages = "dev.vectron", importOptions = ImportOption.DoNotIncludeTests.class)
class WallsTest {
    private static final String[] CORE = {
        "dev.vectron.tensor..", "dev.vectron.kernels..", "dev.vectron.parallel..", "dev.vectron.random..",
            "dev.vectron.graph..",
        "dev.vectron.data..", "dev.vectron.store..", "dev.vectron.check..",
    };
    private static final String[] LAYERS = {
        "dev.vectron.layers..", "dev.vectron.activations..", "dev.vectron.initializers..", "dev.vectron.losses..",
            "dev.vectron.models..",
        "dev.vectron.applications..", "dev.vectron.regularizers..", "dev.vectron.constraints..",
    };
    private static final String[] OPTIM = {
        "dev.vectron.optimizers..", "dev.vectron.schedules..", "dev.vectron.training..", "dev.vectron.metrics..",
            "dev.vectron.callbacks..",
        "dev.vectron.selection..",
    };
    private static final String[] NEED_ONLY_THE_JDK = Stream.of(CORE, LAYERS, OPTIM).flatMap(Stream::of)
        .toArray(String[]::new);

    @ArchTest
    static final ArchRule arrowsPointDown = layeredArchitecture().consideringOnlyDependenciesInLayers()
        .layer("core").definedBy(CORE)
        .layer("layers").definedBy(LAYERS)
        .layer("optim").definedBy(OPTIM)
        .layer("datasets").definedBy("dev.vectron.datasets..")
        .layer("plots").definedBy("dev.vectron.plots..")
        .layer("examples").definedBy("dev.vectron.examples..")
        .whereLayer("core").mayNotAccessAnyLayer()
        .whereLayer("layers").mayOnlyAccessLayers("core")
        .whereLayer("optim").mayOnlyAccessLayers("layers", "core")
        .whereLayer("datasets").mayOnlyAccessLayers("core")
        .whereLayer("plots").mayOnlyAccessLayers("optim", "layers", "datasets", "core")
        .whereLayer("examples").mayNotBeAccessedByAnyLayer()
        .ensureAllClassesAreContainedInArchitecture();

    @ArchTest
    static final ArchRule coreLayersAndOptimNeedOnlyTheJdk = classes().that().resideInAnyPackage(NEED_ONLY_THE_JDK)
        .should().onlyDependOnClassesThat()
        .resideInAnyPackage("dev.vectron..", "java..", "javax..", "jdk..", "com.sun.management..",
        "org.jspecify.annotations..");

    @ArchTest
    static final ArchRule onlyKernelsUseTheVectorApi = noClasses().that().resideOutsideOfPackage("dev.vectron.kernels")
        .should().dependOnClassesThat().resideInAPackage("jdk.incubator..");

    @ArchTest
    static final ArchRule onlyPlotsDraws = noClasses().that().resideOutsideOfPackage("dev.vectron.plots..")
        .should().dependOnClassesThat().resideInAPackage("org.knowm..");

    @ArchTest
    static final ArchRule namesSayWhatAClassDoes = noClasses()
        .should().haveNameMatching(".*(Utils?|Helpers?|Managers?|Base|Impl)")
        .because("such names say nothing of the job");
}
