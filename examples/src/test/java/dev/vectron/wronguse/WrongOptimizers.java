package dev.vectron.wronguse;

import static dev.vectron.optimizers.Optimizers.adadelta;
import static dev.vectron.optimizers.Optimizers.adagrad;
import static dev.vectron.optimizers.Optimizers.adam;
import static dev.vectron.optimizers.Optimizers.adamW;
import static dev.vectron.optimizers.Optimizers.adamax;
import static dev.vectron.optimizers.Optimizers.lion;
import static dev.vectron.optimizers.Optimizers.nadam;
import static dev.vectron.optimizers.Optimizers.rmsprop;
import static dev.vectron.optimizers.Optimizers.sgd;
import static dev.vectron.schedules.Schedules.constant;
import static dev.vectron.schedules.Schedules.cosineDecay;
import static dev.vectron.schedules.Schedules.cosineDecayRestarts;
import static dev.vectron.schedules.Schedules.exponentialDecay;
import static dev.vectron.schedules.Schedules.inverseTimeDecay;
import static dev.vectron.schedules.Schedules.oneCycle;
import static dev.vectron.schedules.Schedules.piecewiseConstantDecay;
import static dev.vectron.schedules.Schedules.polynomialDecay;
import static dev.vectron.schedules.Schedules.warmup;

import dev.vectron.optimizers.Optimizers;
import dev.vectron.optimizers.TunableOptimizer;
import dev.vectron.schedules.LearningRateSchedule;
import dev.vectron.schedules.Schedules;
import dev.vectron.store.Config;
import java.util.List;

/** Wrong uses of optimizers and of schedules. */
final class WrongOptimizers {
    private static final double NAN = Double.NaN;

    private WrongOptimizers() {}

    static List<WrongUse> all() {
        return List.of(
            common("sgd", sgd())
                .option(() -> sgd(NAN), "sgd: learningRate must be a finite number of at least 0, got NaN.")
                .option(() -> sgd().momentum(1), "sgd: momentum must be at least 0 and less than 1, got 1.0.")
                .option(() -> sgd().momentum(NAN), "sgd: momentum must be at least 0 and less than 1, got NaN.")
                .option(() -> Optimizers.fromConfig(Config.parse("adamm", "optimizer")),
                    "There is no optimizer \"adamm\"; if it is one of your own, call Optimizers.register(\"adamm\", "
                    + "config -> …)"
                        + " first."),
            common("adam", adam())
                .option(() -> adam(-1), "adam: learningRate must be a finite number of at least 0, got -1.0.")
                .option(() -> adamW(NAN), "adamw: learningRate must be a finite number of at least 0, got NaN.")
                .option(() -> adam().beta1(1), "adam: beta1 must be at least 0 and less than 1, got 1.0.")
                .option(() -> adam().beta2(NAN), "adam: beta2 must be at least 0 and less than 1, got NaN.")
                .option(() -> adam().epsilon(0), "adam: epsilon must be a finite number above 0, got 0.0.")
                .option(() -> adam().clipnorm(1).clipvalue(1),
                    "adam: only one of clipvalue, clipnorm and global_clipnorm can be set, got clipnorm 1.0 and "
                    + "clipvalue 1.0.")
                .option(() -> adamW().excludeFromWeightDecay(""),
                    "adam: excludeFromWeightDecay: a name must not be empty, since every name contains that."),
            common("nadam", nadam())
                .option(() -> nadam().beta1(-1), "nadam: beta1 must be at least 0 and less than 1, got -1.0.")
                .option(() -> nadam().beta2(1), "nadam: beta2 must be at least 0 and less than 1, got 1.0.")
                .option(() -> nadam().epsilon(NAN), "nadam: epsilon must be a finite number above 0, got NaN."),
            common("rmsprop", rmsprop())
                .option(() -> rmsprop().rho(1), "rmsprop: rho must be at least 0 and less than 1, got 1.0.")
                .option(() -> rmsprop().momentum(-1), "rmsprop: momentum must be at least 0 and less than 1, got -1.0.")
                .option(() -> rmsprop().epsilon(0), "rmsprop: epsilon must be a finite number above 0, got 0.0."),
            common("adagrad", adagrad())
                .option(() -> adagrad().initialAccumulatorValue(-1),
                    "adagrad: initialAccumulatorValue must be a finite number of at least 0, got -1.0.")
                .option(() -> adagrad().epsilon(0), "adagrad: epsilon must be a finite number above 0, got 0.0."),
            common("adadelta", adadelta())
                .option(() -> adadelta().rho(NAN), "adadelta: rho must be at least 0 and less than 1, got NaN.")
                .option(() -> adadelta().epsilon(-1), "adadelta: epsilon must be a finite number above 0, got -1.0."),
            common("adamax", adamax())
                .option(() -> adamax().beta1(1), "adamax: beta1 must be at least 0 and less than 1, got 1.0.")
                .option(() -> adamax().beta2(-1), "adamax: beta2 must be at least 0 and less than 1, got -1.0.")
                .option(() -> adamax().epsilon(0), "adamax: epsilon must be a finite number above 0, got 0.0."),
            common("lion", lion())
                .option(() -> lion().beta1(0),
                    "lion: beta1 must be above 0, got 0.0; without a moment the steps are signs of single gradients.")
                .option(() -> lion().beta2(1), "lion: beta2 must be at least 0 and less than 1, got 1.0."),
            constantUses(), exponentialUses(), inverseTimeUses(), piecewiseUses(), polynomialUses(), cosineUses(),
            restartUses(), oneCycleUses(), warmupUses());
    }

    private static <O extends TunableOptimizer<O>> WrongUse common(String name, O optimizer) {
        return WrongUse.of(optimizer.getClass())
            .option(() -> optimizer.learningRate(NAN),
            name + ": learningRate must be a finite number of at least 0, got NaN.")
            .option(() -> optimizer.learningRate(-0.1),
            name + ": learningRate must be a finite number of at least 0, got -0.1.")
            .option(() -> optimizer.learningRate((LearningRateSchedule) null),
            name + ": learningRate must not be null; give a number or a"
                + " schedule, such as cosineDecay(…).")
            .option(() -> optimizer.clipnorm(0), name + ": clipnorm must be a finite number above 0, got 0.0.")
            .option(() -> optimizer.clipvalue(-1), name + ": clipvalue must be a finite number above 0, got -1.0.")
            .option(() -> optimizer.globalClipnorm(NAN),
            name + ": global_clipnorm must be a finite number above 0, got NaN.")
            .option(() -> optimizer.weightDecay(-0.1),
            name + ": weightDecay must be a finite number of at least 0, got -0.1.")
            .option(() -> optimizer.gradientAccumulationSteps(0),
            name + ": gradientAccumulationSteps must be at least 1, got 0.")
            .option(() -> optimizer.emaMomentum(2), name + ": emaMomentum must be from 0 to 1, got 2.0.")
            .option(() -> optimizer.emaOverwriteFrequency(-1),
            name + ": emaOverwriteFrequency must be at least 1 update, or 0 for only at the end of"
                + " training, got -1.")
            .option(() -> optimizer.excludeFromWeightDecay("bias", ""),
            name + ": excludeFromWeightDecay: a name must not be empty, since every name contains that.")
            .option(() -> optimizer.lookahead(0, 0.5), name + ": lookahead: syncPeriod must be at least 1, got 0.")
            .option(() -> optimizer.lookahead(5, 0),
            name + ": lookahead: slowStepSize must be above 0 and at most 1, got 0.0.");
    }

    private static WrongUse constantUses() {
        return WrongUse.of(constant(0.1).getClass())
            .option(() -> constant(NAN), "constant: learningRate must be a finite number of at least 0, got NaN.")
            .option(() -> constant(-1), "constant: learningRate must be a finite number of at least 0, got -1.0.")
            .option(() -> Schedules.fromConfig(Config.parse("cosine", "schedule")),
                "There is no learning rate schedule \"cosine\"; if it is one of your own, call "
                + "Schedules.register(\"cosine\","
                    + " config -> …) first.");
    }

    private static WrongUse exponentialUses() {
        return WrongUse.of(exponentialDecay(0.1, 5, 0.9).getClass())
            .option(() -> exponentialDecay(-0.1, 5, 0.9),
                "exponentialDecay: initialLearningRate must be a finite number of at least 0, got -0.1.")
            .option(() -> exponentialDecay(0.1, 0, 0.9), "exponentialDecay: decaySteps must be at least 1, got 0.")
            .option(() -> exponentialDecay(0.1, 5, 0),
            "exponentialDecay: decayRate must be a finite number above 0, got 0.0.")
            .option(() -> exponentialDecay(0.1, 5, NAN),
            "exponentialDecay: decayRate must be a finite number above 0, got NaN.");
    }

    private static WrongUse inverseTimeUses() {
        return WrongUse.of(inverseTimeDecay(0.1, 5, 0.9).getClass())
            .option(() -> inverseTimeDecay(NAN, 5, 0.9),
                "inverseTimeDecay: initialLearningRate must be a finite number of at least 0, got NaN.")
            .option(() -> inverseTimeDecay(0.1, -5, 0.9), "inverseTimeDecay: decaySteps must be at least 1, got -5.")
            .option(() -> inverseTimeDecay(0.1, 5, -1),
            "inverseTimeDecay: decayRate must be a finite number of at least 0, got -1.0.");
    }

    private static WrongUse piecewiseUses() {
        return WrongUse.of(piecewiseConstantDecay(new int[] {5}, 0.1, 0.01).getClass())
            .option(() -> piecewiseConstantDecay(new int[] {5}, 0.1),
                "piecewiseConstantDecay: expects one value more than boundaries, got 1 values and 1 boundaries.")
            .option(() -> piecewiseConstantDecay(new int[] {5, 5}, 0.1, 0.01, 0.001),
                "piecewiseConstantDecay: boundaries must rise from one to the next and be at least 0, got [5, 5].")
            .option(() -> piecewiseConstantDecay(new int[] {-5}, 0.1, 0.01),
                "piecewiseConstantDecay: boundaries must rise from one to the next and be at least 0, got [-5].")
            .option(() -> piecewiseConstantDecay(new int[] {5}, 0.1, NAN),
                "piecewiseConstantDecay: each value must be a finite number of at least 0, got NaN.")
            .option(() -> piecewiseConstantDecay(new int[0]),
                "piecewiseConstantDecay: expects one value more than boundaries, got 0 values and 0 boundaries.");
    }

    private static WrongUse polynomialUses() {
        return WrongUse.of(polynomialDecay(0.1, 5).getClass())
            .option(() -> polynomialDecay(0.1, 0), "polynomialDecay: decaySteps must be at least 1, got 0.")
            .option(() -> polynomialDecay(NAN, 5),
            "polynomialDecay: initialLearningRate must be a finite number of at least 0, got NaN.")
            .option(() -> polynomialDecay(0.1, 5).endLearningRate(-1),
                "polynomialDecay: endLearningRate must be a finite number of at least 0, got -1.0.")
            .option(() -> polynomialDecay(0.1, 5).power(0),
            "polynomialDecay: power must be a finite number above 0, got 0.0.");
    }

    private static WrongUse cosineUses() {
        return WrongUse.of(cosineDecay(0.1, 5).getClass())
            .option(() -> cosineDecay(0.1, 0), "cosineDecay: decaySteps must be at least 1, got 0.")
            .option(() -> cosineDecay(0.1, 5).alpha(2), "cosineDecay: alpha must be from 0 to 1, got 2.0.")
            .option(() -> cosineDecay(0.1, 5).warmup(-1, 5),
            "cosineDecay: warmupTarget must be a finite number of at least 0, got -1.0.")
            .option(() -> cosineDecay(0.1, 5).warmup(1, -5), "cosineDecay: warmupSteps must be at least 0, got -5.");
    }

    private static WrongUse restartUses() {
        return WrongUse.of(cosineDecayRestarts(0.1, 5).getClass())
            .option(() -> cosineDecayRestarts(0.1, 0),
            "cosineDecayRestarts: firstDecaySteps must be at least 1, got 0.")
            .option(() -> cosineDecayRestarts(0.1, 5).tMul(0.5),
                "cosineDecayRestarts: tMul must be a finite number of at least 1, got 0.5; periods that become "
                + "shorter would end"
                    + " some day.")
            .option(() -> cosineDecayRestarts(0.1, 5).mMul(NAN),
            "cosineDecayRestarts: mMul must be a finite number above 0, got NaN.")
            .option(() -> cosineDecayRestarts(0.1, 5).alpha(-1),
            "cosineDecayRestarts: alpha must be from 0 to 1, got -1.0.");
    }

    private static WrongUse oneCycleUses() {
        return WrongUse.of(oneCycle(0.1, 5).getClass())
            .option(() -> oneCycle(0.1, 0), "oneCycle: totalSteps must be at least 2, got 0.")
            .option(() -> oneCycle(0.1, 5).pctStart(1.5), "oneCycle: pctStart must be from 0 to 1, got 1.5.")
            .option(() -> oneCycle(0.1, 5).divFactor(0),
                "oneCycle: divFactor and finalDivFactor must be finite numbers of at least 1, got 0.0 and 10000.0.")
            .option(() -> oneCycle(0.1, 5).finalDivFactor(NAN),
                "oneCycle: divFactor and finalDivFactor must be finite numbers of at least 1, got 25.0 and NaN.");
    }

    private static WrongUse warmupUses() {
        return WrongUse.of(warmup(constant(0.1), 5).getClass())
            .option(() -> warmup(constant(0.1), 0), "warmup: steps must be at least 1, got 0.")
            .option(() -> warmup(constant(0.1), 5).from(-1),
            "warmup: start must be a finite number of at least 0, got -1.0.")
            .option(() -> warmup(null, 5),
            "warmup: the next schedule must not be null; use constant(rate) for one rate.");
    }
}
