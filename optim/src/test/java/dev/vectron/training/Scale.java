package dev.vectron.training;

import dev.vectron.graph.Call;
import dev.vectron.graph.Constraint;
import dev.vectron.graph.Layer;
import dev.vectron.graph.ParameterSpec;
import dev.vectron.graph.Regularizer;
import dev.vectron.layers.Layers;
import dev.vectron.models.Model;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** y = w·x with one weight that begins at 1: small enough to follow by hand. Notes what it was called with. */
record Scale(@Nullable Regularizer regularizer, @Nullable Constraint constraint, List<Note> notes) implements Layer {
    /** A forward call: in which mode, and the random key of each sample of the batch. */
    record Note(boolean training, List<Long> keys) {}

    Scale() {
        this(null, null, Collections.synchronizedList(new ArrayList<>()));
    }

    Model model() {
        return Sequential.of(Layers.input(1), this);
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return inputs[0];
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return List.of(new ParameterSpec("w", Shape.of(1), (shape, key, to, at) -> to[at] = 1, regularizer, constraint,
                true));
    }

    @Override
    public void forward(Call call) {
        List<Long> keys = new ArrayList<>();
        for (int i = 0; i < call.outSize(); i++) {
            call.out()[call.outAt() + i] = call.in(0)[call.inAt(0) + i] * call.parameter(0)[call.parameterAt(0)];
        }
        for (int s = 0; s < call.batch(); s++) {
            keys.add(call.randomKey(s));
        }
        notes.add(new Note(call.training(), keys));
    }

    @Override
    public void backward(Call call) {
        float sum = call.gradientBeta(0) == 0 ? 0 : call.gradient(0)[call.gradientAt(0)];
        for (int i = 0; i < call.outSize(); i++) {
            sum += call.in(0)[call.inAt(0) + i] * call.dOut()[call.dOutAt() + i];
        }
        call.gradient(0)[call.gradientAt(0)] = sum;
        if (call.wantsDIn(0)) {
            throw new UnsupportedOperationException("only as the first layer");
        }
    }
}
