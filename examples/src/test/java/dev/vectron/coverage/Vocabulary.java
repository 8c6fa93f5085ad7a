package dev.vectron.coverage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.vectron.activations.Activation;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Initializer;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Loss;
import dev.vectron.graph.Regularizer;
import dev.vectron.metrics.Metric;
import dev.vectron.optimizers.Optimizer;
import dev.vectron.schedules.LearningRateSchedule;
import dev.vectron.training.Callback;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;

/** The classes behind the vocabulary's words, as found on the class path. */
final class Vocabulary {
    /** The packages that hold words; what lies in {@code models} and {@code training} is made of them. */
    private static final String[] PACKAGES = {
        "dev.vectron.layers", "dev.vectron.activations", "dev.vectron.initializers", "dev.vectron.regularizers",
            "dev.vectron.constraints",
        "dev.vectron.losses", "dev.vectron.metrics", "dev.vectron.optimizers", "dev.vectron.schedules",
        "dev.vectron.callbacks",
    };

    /** What a class is, and why it may have no gradient to check. */
    enum Kind {
        ACTIVATION(Activation.class, "Activations", ""),
        LAYER(Layer.class, "Layers", ""),
        LOSS(Loss.class, "Losses", ""),
        INITIALIZER(Initializer.class, "Initializers", "draws values once; no gradient goes through it"),
        REGULARIZER(Regularizer.class, "Regularizers", ""),
        CONSTRAINT(Constraint.class, "Constraints", "changes weights after a step; no gradient goes through it"),
        METRIC(Metric.class, "Metrics", "is measured, not learned from"),
        OPTIMIZER(Optimizer.class, "Optimizers", "uses gradients that layers computed"),
        SCHEDULE(LearningRateSchedule.class, "Schedules", "gives a number for each step"),
        CALLBACK(Callback.class, "Callbacks", "watches the training");

        final Class<?> type;
        final String title;
        final String withoutGradient;

        Kind(Class<?> type, String title, String withoutGradient) {
            this.type = type;
            this.title = title;
            this.withoutGradient = withoutGradient;
        }
    }

    private Vocabulary() {}

    /** Every class that can be made and is neither anonymous nor private, sorted by name. */
    static List<Class<?>> classes() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(PACKAGES).stream()
            .<Class<?>>map(JavaClass::reflect)
            .filter(c -> !Modifier.isAbstract(c.getModifiers()) && !Modifier.isPrivate(c.getModifiers())
            && !c.isSynthetic())
            .filter(c -> !c.isAnonymousClass() && !c.isLocalClass())
            .sorted(Comparator.comparing((Class<?> c) -> name(c)).thenComparing(Class::getName)).toList();
    }

    /** The classes of a kind; one that is of two kinds is of the first. */
    static List<Class<?>> classes(Kind kind, List<Class<?>> among) {
        return among.stream().filter(c -> kindOf(c) == kind).toList();
    }

    /** What a class is, or null if it is no word: options, results, the words' holders. */
    static Kind kindOf(Class<?> type) {
        for (Kind kind : Kind.values()) {
            if (kind.type.isAssignableFrom(type)) {
                return kind;
            }
        }
        return null;
    }

    /** The class's name without its package: {@code Outer.Inner}. */
    static String name(Class<?> type) {
        return type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    }
}
