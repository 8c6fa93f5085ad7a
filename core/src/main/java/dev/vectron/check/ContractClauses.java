package dev.vectron.check;

import dev.vectron.check.LayerTrial.Result;
import dev.vectron.graph.Layer;
import dev.vectron.graph.Parameter;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Plan;
import dev.vectron.graph.Run;
import dev.vectron.kernels.Kernels;
import dev.vectron.kernels.KernelsProvider;
import dev.vectron.kernels.ScalarKernels;
import dev.vectron.store.Safetensors;
import dev.vectron.tensor.Shape;
import dev.vectron.tensor.ShapeException;
import dev.vectron.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The clauses of {@link LayerContract}, each a check that throws an AssertionError. */
final class ContractClauses {
    private static final int ALL = LayerTrial.SAMPLES;
    private static final int SHORT = 5;
    private static final int GRADIENT_SAMPLES = 3;

    private final LayerContract contract;
    private final Layer layer;
    private final Shape[] shapes;
    private final Kernels best = KernelsProvider.best();
    private final Kernels scalar = new ScalarKernels();

    ContractClauses(LayerContract contract) {
        this.contract = contract;
        this.layer = contract.layer;
        this.shapes = contract.inputs.toArray(Shape[]::new);
    }

    void check(LayerContract.Clause clause) {
        switch (clause) {
            case SHAPES -> shapes();
            case GRADIENTS -> gradients();
            case SAVE_AND_LOAD -> saveAndLoad();
            case PURE_INFERENCE -> pureInference();
            case REPEATABLE -> repeatable();
            case THREADS -> threads();
            case PROVIDERS -> providers();
            case BATCH_INDEPENDENCE -> batchIndependence();
            case SHORT_BATCH -> shortBatch();
            case BOUNDS -> bounds();
            case NAN -> new NanDependence(contract, trial()).check();
            case ALLOCATION -> allocation();
        }
    }

    private LayerTrial trial() {
        return new LayerTrial(layer, shapes, contract.draw(), contract.seed);
    }

    private void shapes() {
        Shape declared = layer.outputShape(shapes);
        require(declared.equals(layer.outputShape(shapes)), "outputShape gave " + declared + " first and something else then.");
        List<ParameterSpec> specs = layer.parameters(shapes);
        List<ParameterSpec> again = layer.parameters(shapes);
        require(specs.size() == again.size(), "parameters gave " + specs.size() + " first and " + again.size() + " then.");
        for (int p = 0; p < specs.size(); p++) {
            require(specs.get(p).shape().equals(again.get(p).shape()) && specs.get(p).name().equals(again.get(p).name()),
                    "parameters gave " + specs.get(p) + " first and " + again.get(p) + " then.");
        }
        for (int i = 0; i < shapes.length; i++) {
            int[] dims = shapes[i].dims();
            refusesOrTakes(i, shapes[i].prepend(2));
            refusesOrTakes(i, Shape.scalar());
            if (dims.length > 1) {
                refusesOrTakes(i, Shape.of(Arrays.copyOf(dims, dims.length - 1)));
            }
        }
    }

    private void refusesOrTakes(int input, Shape wrong) {
        Shape[] changed = shapes.clone();
        changed[input] = wrong;
        try {
            layer.outputShape(changed);
        } catch (ShapeException e) {
            String message = String.valueOf(e.getMessage());
            require(message.contains("expects ") && message.contains("got ") && message.contains("; "), "for input " + input + " of shape " + wrong
                    + " the message must say what it expects, what it got; and what to do, but is: " + message);
        } catch (RuntimeException e) {
            throw new AssertionError("for input " + input + " of shape " + wrong + " it must throw ShapeException.mismatch(…), but threw " + e, e);
        }
    }

    private void gradients() {
        GradientCheck check = GradientCheck.of(layer).seed(contract.seed).range(contract.low, contract.high).avoid(contract.kinks)
                .atMost(contract.atMost).bound(contract.bound);
        for (int i = 0; i < shapes.length; i++) {
            if (contract.indexBounds.get(i) > 0) {
                check.fixedInput(Tensor.of(shapes[i].prepend(GRADIENT_SAMPLES), contract.draw(i, GRADIENT_SAMPLES)));
            } else {
                check.input(GRADIENT_SAMPLES, shapes[i].dims());
            }
        }
        check.verify();
    }

    private void saveAndLoad() {
        LayerTrial trial = trial();
        Set<String> names = new HashSet<>();
        for (Parameter p : trial.graph.parameters()) {
            require(names.add(p.name()), "two parameters are named \"" + p.spec().name() + "\".");
        }
        LayerTrial other = trial();
        other.graph.initialize(contract.seed + 1);
        load(other, save(trial));
        requireSame("the output", trial.run(trial.inference(ALL, best), 1, 0, ALL), "before saving",
                other.run(other.inference(ALL, best), 1, 0, ALL), "after loading");
    }

    private static Map<String, Tensor> save(LayerTrial trial) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        trial.graph.parameters().forEach(p -> tensors.put(p.name(), p.toTensor()));
        try {
            Path file = Files.createTempFile("layer-contract", ".safetensors");
            try {
                Safetensors.write(file, tensors, Map.of());
                return Safetensors.open(file).tensors();
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static void load(LayerTrial trial, Map<String, Tensor> tensors) {
        for (Parameter p : trial.graph.parameters()) {
            Tensor saved = tensors.get(p.name());
            require(saved != null, "parameter \"" + p.name() + "\" did not come back from the file.");
            if (saved != null) {
                p.set(saved);
            }
        }
    }

    private void pureInference() {
        LayerTrial trial = trial();
        float[] parameters = trial.graph.values().clone();
        float[][] inputs = contract.draw();
        Plan plan = trial.inference(ALL, best);
        Result first = trial.run(plan, 1, 0, ALL);
        requireSame("the output", first, "of the first inference", trial.run(plan, 1, 0, ALL), "of the second");
        trial.run(trial.training(ALL, best), 1, 0, ALL);
        requireSame("the output", first, "of the first inference", trial.run(plan, 1, 0, ALL), "after a training step that was not applied");
        requireSame("parameters", Shape.of(Math.max(1, parameters.length)), parameters, "before", trial.graph.values(), "after inference");
        for (int i = 0; i < inputs.length; i++) {
            requireSame("input " + i, shapes[i].prepend(ALL), inputs[i], "before", trial.inputs[i], "after inference");
        }
    }

    private void repeatable() {
        LayerTrial trial = trial();
        Run run = new Run(trial.training(ALL, best), 1);
        Result first = trial.run(run, 0, ALL, 0);
        requireSame("a training step", first, "in memory of zeros", trial.run(run, 0, ALL, 1e30f), "in memory that held 1e30");
        trial.run(run, 3, SHORT, 0);
        requireSame("a training step", first, "at first", trial.run(run, 0, ALL, 0), "after a step on other samples");
        requireSame("a training step", first, "in one run", trial.run(trial.training(ALL, best), 1, 0, ALL), "in another");
    }

    private void threads() {
        LayerTrial trial = trial();
        Plan inference = trial.inference(ALL, best);
        Plan training = trial.training(ALL, best);
        Result inferred = trial.run(inference, 1, 0, ALL);
        Result trained = trial.run(training, 1, 0, ALL);
        for (int threads : new int[] {2, 3, 7}) {
            requireSame("inference", inferred, "on 1 thread", trial.run(inference, threads, 0, ALL), "on " + threads);
            requireSame("a training step", trained, "on 1 thread", trial.run(training, threads, 0, ALL), "on " + threads);
        }
    }

    private void providers() {
        LayerTrial trial = trial();
        requireSame("inference", trial.run(trial.inference(ALL, scalar), 1, 0, ALL), "by scalar kernels",
                trial.run(trial.inference(ALL, best), 1, 0, ALL), "by the machine's best");
        requireSame("a training step", trial.run(trial.training(ALL, scalar), 1, 0, ALL), "by scalar kernels",
                trial.run(trial.training(ALL, best), 1, 0, ALL), "by the machine's best");
    }

    private void batchIndependence() {
        LayerTrial trial = trial();
        float[] together = trial.run(trial.inference(ALL, best), 1, 0, ALL).output();
        Shape shape = trial.graph.outputs().getFirst().shape();
        for (int size : new int[] {1, 2, 3, SHORT, 8}) {
            Plan plan = trial.inference(size, best);
            for (int first = 0; first + size <= ALL; first += 2) {
                float[] expected = Arrays.copyOfRange(together, first * shape.size(), (first + size) * shape.size());
                requireSame("the output from sample " + first + " on", shape.prepend(size), expected, "in a batch of " + ALL,
                        trial.run(plan, 1, first, size).output(), "in a batch of " + size);
            }
        }
    }

    private void shortBatch() {
        LayerTrial trial = trial();
        requireSame("inference on " + SHORT + " samples", trial.run(trial.inference(SHORT, best), 1, 2, SHORT), "in a plan for as many",
                trial.run(trial.inference(ALL, best), 1, 2, SHORT), "in a plan for " + ALL);
        requireSame("a training step on " + SHORT + " samples", trial.run(trial.training(SHORT, best), 1, 2, SHORT), "in a plan for as many",
                trial.run(trial.training(ALL, best), 1, 2, SHORT), "in a plan for " + ALL);
    }

    private void bounds() {
        LayerTrial trial = new LayerTrial(new GuardedLayer(layer), shapes, contract.draw(), contract.seed);
        for (int threads : new int[] {1, 3}) {
            for (int samples : new int[] {ALL, SHORT, 1}) {
                trial.run(trial.inference(ALL, best), threads, 0, samples);
                trial.run(trial.training(ALL, best), threads, 0, samples);
                Run run = new Run(Plan.training(trial.graph, ALL, List.of()), threads);
                Arrays.fill(run.outputGradient(), Float.intBitsToFloat(GuardedLayer.UNTOUCHED));
                trial.forward(run, 0, samples);
                if (!trial.graph.parameters().stream().allMatch(p -> !p.trainable())) {
                    trial.backward(run, 0, samples);
                }
            }
        }
    }

    private void allocation() {
        if (ModuleLayer.boot().findModule("jdk.management").isEmpty()) {
            return;
        }
        // The compiler may allocate once on this thread's account while it replaces a method; a layer allocates each time.
        String seen = "";
        for (int attempt = 0; attempt < 3; attempt++) {
            seen = allocationSeen();
            if (seen.isEmpty()) {
                return;
            }
        }
        require(false, seen);
    }

    private String allocationSeen() {
        LayerTrial trial = trial();
        Run run = new Run(trial.training(ALL, scalar), 1);
        AllocationMeter meter = new AllocationMeter();
        for (int step = 0; step < 25; step++) {
            meter.start();
            trial.forward(run, 0, step % 4 == 3 ? SHORT : ALL);
            long forward = meter.bytes();
            meter.start();
            trial.backward(run, 0, step % 4 == 3 ? SHORT : ALL);
            long backward = meter.bytes();
            if (step >= 5 && (forward > 0 || backward > 0)) {
                return "step " + (step + 1) + " allocated " + forward + " bytes in forward and " + backward
                        + " in backward; look for capturing lambdas, iterators, boxing and new arrays.";
            }
        }
        return "";
    }

    // ---- comparisons

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private void requireSame(String what, Result a, String first, Result b, String second) {
        requireSame(what + ", output,", a.outputShape(), a.output(), first, b.output(), second);
        for (int i = 0; i < a.inputGradients().length; i++) {
            requireSame(what + ", gradient of input " + i + ",", shapes[i].prepend(a.outputShape().dim(0)), a.inputGradients()[i], first,
                    b.inputGradients()[i], second);
        }
        List<float[]> ofA = new ArrayList<>(List.of(a.gradients(), a.statistics()));
        List<float[]> ofB = new ArrayList<>(List.of(b.gradients(), b.statistics()));
        for (int i = 0; i < 2 && ofA.get(i).length > 0; i++) {
            String name = i == 0 ? ", gradients of the parameters, in order," : ", statistics, at the parameters' places,";
            requireSame(what + name, Shape.of(ofA.get(i).length), ofA.get(i), first, ofB.get(i), second);
        }
    }

    /** Any NaN equals any NaN; 0 and −0 differ. */
    private static void requireSame(String what, Shape shape, float[] a, String first, float[] b, String second) {
        for (int i = 0; i < a.length; i++) {
            require(Float.floatToIntBits(a[i]) == Float.floatToIntBits(b[i]),
                    what + " at " + Indices.of(shape, i) + " is " + a[i] + " " + first + " and " + b[i] + " " + second + ".");
        }
    }
}
