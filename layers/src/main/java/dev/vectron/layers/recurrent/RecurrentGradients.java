package dev.vectron.layers.recurrent;

import dev.vectron.activations.Elementwise;
import dev.vectron.graph.Call;
import dev.vectron.graph.Layer;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.layers.MatrixParts;

/**
 * What a recurrent layer's backward does when the gradients of all gates are known: those of the kernels and the bias,
 * sums over all steps of all samples, and that of the input.
 */
final class RecurrentGradients {
    private static final Elementwise LINEAR = new Elementwise(ActivationFunction.LINEAR, 0);

    private final Recurrence layer;
    private final RecurrentKernels kernels;
    private final RecurrentMemory memory;

    RecurrentGradients(Recurrence layer) {
        this.layer = layer;
        this.kernels = layer.kernels;
        this.memory = layer.memory;
    }

    void compute(Layer of, Call call) {
        int parts = 1 + kernelParts(call) + inputParts(call);
        for (int piece = 0; piece < kernels.pieces(); piece++) {
            parts += recurrentParts(call, piece);
        }
        call.parallel(parts, of, RecurrentGradients::part);
        if (call.wantsDIn(0) && layer.dropsInput(call)) {
            call.parallel(Recurrence.blocks(call), of, RecurrentGradients::droppedInputPart);
        }
    }

    private int rows(Call call) {
        return call.batch() * layer.steps;
    }

    private int kernelParts(Call call) {
        return call.wantsGradient(Recurrence.KERNEL)
                ? MatrixParts.count(layer.features, layer.columns, rows(call)) : 0;
    }

    private int recurrentParts(Call call, int piece) {
        return call.wantsGradient(Recurrence.RECURRENT)
                ? MatrixParts.count(layer.units, kernels.columns(piece), rows(call)) : 0;
    }

    private int inputParts(Call call) {
        return call.wantsDIn(0) && !layer.dropsInput(call)
                ? MatrixParts.count(rows(call), layer.features, layer.columns) : 0;
    }

    private static void part(Layer of, Call call, int part, int thread) {
        call.prepared(Recurrence.class).gradients().run(call, part, thread);
    }

    /**
     * Part 0 is the bias's gradient, then come the kernel's parts, the input's, those of the recurrent kernel's pieces.
     */
    private void run(Call call, int number, int thread) {
        if (number == 0) {
            if (layer.options.useBias() && call.wantsGradient(Recurrence.BIAS)) {
                layer.biasGradient(call, thread);
            }
            return;
        }
        int part = number - 1;
        if (part < kernelParts(call)) {
            kernelPart(call, part, thread);
            return;
        }
        part -= kernelParts(call);
        if (part < inputParts(call)) {
            MatrixParts.run(call.kernels(), part, false, true, rows(call), layer.features, layer.columns,
                    call.saved(), memory.gatesAt(call, 0, 0, 0), layer.columns, call.parameter(Recurrence.KERNEL),
                    call.parameterAt(Recurrence.KERNEL), layer.columns, call.dInBeta(0), call.dIn(0), call.dInAt(0),
                    layer.features, null, 0, LINEAR, call.scratch(), call.scratchAt(thread));
            return;
        }
        part -= inputParts(call);
        int piece = 0;
        while (part >= recurrentParts(call, piece)) {
            part -= recurrentParts(call, piece);
            piece++;
        }
        MatrixParts.run(call.kernels(), part, true, false, layer.units, kernels.columns(piece), rows(call),
                call.saved(), layer.leftAt(call, piece), layer.units, call.saved(), layer.rightAt(call, piece),
                layer.rightStride(piece), call.gradientBeta(Recurrence.RECURRENT), call.gradient(Recurrence.RECURRENT),
                call.gradientAt(Recurrence.RECURRENT) + kernels.firstColumn(piece), layer.columns,
                null, 0, LINEAR, call.scratch(), call.scratchAt(thread));
    }

    private void kernelPart(Call call, int part, int thread) {
        boolean dropped = layer.dropsInput(call);
        MatrixParts.run(call.kernels(), part, true, false, layer.features, layer.columns, rows(call),
                dropped ? call.saved() : call.in(0), dropped ? memory.droppedInputAt(call, 0) : call.inAt(0),
                layer.features, call.saved(), memory.gatesAt(call, 0, 0, 0), layer.columns,
                call.gradientBeta(Recurrence.KERNEL), call.gradient(Recurrence.KERNEL),
                call.gradientAt(Recurrence.KERNEL), layer.columns, null, 0, LINEAR, call.scratch(),
                call.scratchAt(thread));
    }

    private static void droppedInputPart(Layer of, Call call, int part, int thread) {
        int first = part * Recurrence.BLOCK;
        call.prepared(Recurrence.class).gradients().droppedInput(call, first,
                Math.min(Recurrence.BLOCK, call.batch() - first), thread);
    }

    /** The gradient of a block's dropped input, in its place, then of the input. */
    private void droppedInput(Call call, int first, int samples, int thread) {
        int rows = samples * layer.steps;
        int dropped = memory.droppedInputAt(call, first);
        call.kernels().gemm(false, true, rows, layer.features, layer.columns, call.saved(),
                memory.gatesAt(call, 0, first, 0), layer.columns, call.parameter(Recurrence.KERNEL),
                call.parameterAt(Recurrence.KERNEL), layer.columns, 0, call.saved(), dropped, layer.features,
                null, 0, ActivationFunction.LINEAR, 0, call.scratch(), call.scratchAt(thread));
        int to = call.dInAt(0) + first * layer.steps * layer.features;
        for (int row = 0; row < rows; row++) {
            call.kernels().dropout(layer.features, layer.options.dropout(), call.randomKey(first + row / layer.steps),
                    0, call.saved(), dropped + row * layer.features, call.dInBeta(0), call.dIn(0),
                    to + row * layer.features);
        }
    }
}
