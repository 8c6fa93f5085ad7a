package dev.vectron.graph;

import dev.vectron.tensor.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A layer with a name of the user's choice; everything else is the layer's own.
 *
 * @param name the name in the graph
 * @param layer the layer that does the work
 */
public record NamedLayer(String name, Layer layer) implements Layer {
    /** Checks the name. */
    public NamedLayer {
        if (name == null || name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException("named: a layer's name must not be empty or hold a \"/\", which"
                    + " separates it from the names of its parameters, got \"" + name + "\".");
        }
    }

    @Override
    public Shape outputShape(Shape... inputs) {
        return layer.outputShape(inputs);
    }

    @Override
    public List<ParameterSpec> parameters(Shape... inputs) {
        return layer.parameters(inputs);
    }

    @Override
    public void pack(Call call) {
        layer.pack(call);
    }

    @Override
    public void forward(Call call) {
        layer.forward(call);
    }

    @Override
    public void backward(Call call) {
        layer.backward(call);
    }

    @Override
    public Needs needs(Shape... inputs) {
        return layer.needs(inputs);
    }

    @Override
    public @Nullable Object prepare(Shape... inputs) {
        return layer.prepare(inputs);
    }

    @Override
    public List<Layer> stages() {
        return layer.stages();
    }

    @Override
    public Optional<Layer> fusedWith(Layer next) {
        return layer.fusedWith(next);
    }

    @Override
    public Optional<Layer> fusedBehind(Layer previous) {
        return layer.fusedBehind(previous);
    }

    @Override
    public Optional<Layer> foldedWith(Layer next) {
        return layer.foldedWith(next);
    }

    @Override
    public Optional<Node> expanded(Node... inputs) {
        return layer.expanded(inputs);
    }

    @Override
    public Optional<Layer> perStep() {
        return layer.perStep();
    }

    @Override
    public long flops(Shape... inputs) {
        return layer.flops(inputs);
    }

    @Override
    public Layer frozen() {
        return layer.frozen();
    }

    @Override
    public Optional<Layer> mask(Shape... inputs) {
        return layer.mask(inputs);
    }

    @Override
    public boolean readsMask() {
        return layer.readsMask();
    }

    @Override
    public boolean passesMask() {
        return layer.passesMask();
    }

    @Override
    public boolean joinsMasks() {
        return layer.joinsMasks();
    }

    @Override
    public boolean chainsMasks(Shape... inputs) {
        return layer.chainsMasks(inputs);
    }

    @Override
    public Map<String, @Nullable Object> config() {
        return layer.config();
    }

    @Override
    public String className() {
        return layer.className();
    }

    @Override
    public String baseName() {
        return name;
    }

    @Override
    public Layer named(String newName) {
        return new NamedLayer(newName, layer);
    }
}
