package dev.vectron.metrics;

import dev.vectron.graph.Loss;
import dev.vectron.store.Configured;
import dev.vectron.tensor.Shape;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far answers and truth agree beyond what chance would give: Cohen's kappa, or the correlation of Matthews (for
 * several classes that of Gorodkin).
 */
record Agreement(boolean kappa) implements Metric, Configured {
    @Override
    public String name() {
        return kappa ? "cohen_kappa" : "matthews_correlation";
    }

    @Override
    public String className() {
        return kappa ? "CohenKappa" : "MatthewsCorrelation";
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return Map.of();
    }

    @Override
    public boolean largerIsBetter() {
        return true;
    }

    @Override
    public Accumulator accumulator(Shape prediction, Loss loss) {
        Answers answers = Answers.ofClasses(name(), prediction, loss, FScore.HALF);
        return new ClassAccumulator(answers, false,
                kappa ? ClassCounts::cohenKappa : ClassCounts::matthewsCorrelation);
    }
}
