package dev.vectron.graph;

import dev.vectron.parallel.Workers;
import org.jspecify.annotations.Nullable;

/** The one task object of a run: carries a layer's part body to the workers without allocating. */
final class PartTask implements Workers.Task {
    private @Nullable Layer layer;
    private @Nullable Call call;
    private @Nullable Part<?> body;

    <L extends Layer> void set(L newLayer, Call newCall, Part<L> newBody) {
        layer = newLayer;
        call = newCall;
        body = newBody;
    }

    @Override
    @SuppressWarnings("unchecked") // set() takes a layer and a body of the same type
    public void run(int part, int thread) {
        Part<Layer> typed = (Part<Layer>) body;
        Layer on = layer;
        Call with = call;
        if (typed != null && on != null && with != null) {
            typed.run(on, with, part, thread);
        }
    }
}
