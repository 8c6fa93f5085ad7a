package dev.vectron.layers;

import dev.vectron.graph.Call;
import dev.vectron.kernels.ActivationFunction;
import dev.vectron.kernels.ConvolutionShape;
import dev.vectron.kernels.Kernels;

/**
 * The gradients of a transposed convolution: that of its input is the convolution of dOut, that of its kernel the
 * convolution's, with input and dOut in each other's place. Each part takes a chunk of the pictures.
 */
final class TransposedGradient {
    private static final int KERNEL = Conv2DTranspose.KERNEL;
    private static final int BIAS = Conv2DTranspose.BIAS;
    /** Floats of the kernel's sums that are joined at a time. */
    private static final int BLOCK = 4_096;

    private TransposedGradient() {}

    private static int size(ConvolutionShape s) {
        return WeightSums.size(s, s.channels());
    }

    static int workspace(ConvolutionShape s) {
        return WeightSums.workspace(size(s));
    }

    private static int packedAt(Call call, ConvolutionShape s) {
        return call.workspaceAt() + workspace(s);
    }

    private static boolean wantsBias(Conv2DTranspose layer, Call call) {
        return layer.useBias() && call.wantsGradient(BIAS);
    }

    static void run(Call call, Conv2DTranspose layer) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        if (call.wantsDIn(0)) {
            call.kernels().packKernel(s, call.parameter(KERNEL), call.parameterAt(KERNEL), call.workspace(),
                    packedAt(call, s));
        }
        int chunks = WeightSums.chunks(size(s), call.batch());
        call.parallel(chunks, layer, TransposedGradient::part);
        if (call.wantsGradient(KERNEL)) {
            call.parallel(Math.ceilDiv(Kernels.weightSumsSize(s), BLOCK), layer, TransposedGradient::join);
            call.kernels().finishWeightGradient(s, 0, s.channels(), call.workspace(), call.workspaceAt(),
                    call.gradientBeta(KERNEL), call.gradient(KERNEL), call.gradientAt(KERNEL));
        }
        if (wantsBias(layer, call)) {
            int bias = call.workspaceAt() + Kernels.weightSumsSize(s);
            WeightSums.join(call, s.channels(), bias, size(s), chunks);
            call.kernels().scale(s.channels(), 1, call.workspace(), bias, call.gradientBeta(BIAS), call.gradient(BIAS),
                    call.gradientAt(BIAS));
        }
    }

    private static void join(Conv2DTranspose layer, Call call, int part, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int n = Math.min(BLOCK, Kernels.weightSumsSize(s) - part * BLOCK);
        WeightSums.join(call, n, call.workspaceAt() + part * BLOCK, size(s), WeightSums.chunks(size(s), call.batch()));
    }

    private static void part(Conv2DTranspose layer, Call call, int chunk, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int chunks = WeightSums.chunks(size(s), call.batch());
        int first = WeightSums.firstPicture(chunk, chunks, call.batch());
        int end = WeightSums.firstPicture(chunk + 1, chunks, call.batch());
        int sums = call.workspaceAt() + chunk * size(s);
        for (int picture = first; picture < end; picture++) {
            addToSums(layer, call, picture, thread, sums, picture == first ? 0 : 1);
            if (call.wantsDIn(0)) {
                dataGradient(call, picture, thread);
            }
        }
    }

    private static void addToSums(Conv2DTranspose layer, Call call, int picture, int thread, int sums, float beta) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        int dOut = call.dOutAt() + picture * s.inputSize();
        if (call.wantsGradient(KERNEL)) {
            call.kernels().convolutionWeightGradient(s, 1, call.dOut(), dOut, call.in(0),
                    call.inAt(0) + picture * s.outputSize(), beta, call.workspace(), sums, call.scratch(),
                    call.scratchAt(thread));
        }
        if (wantsBias(layer, call)) {
            call.kernels().columnSums(s.height() * s.width(), s.channels(), call.dOut(), dOut, beta, call.workspace(),
                    sums + Kernels.weightSumsSize(s));
        }
    }

    /** A convolution assigns; where its result is to be added it goes through scratch. */
    private static void dataGradient(Call call, int picture, int thread) {
        ConvolutionShape s = call.prepared(ConvolutionShape.class);
        boolean adds = call.dInBeta(0) != 0;
        int dIn = call.dInAt(0) + picture * s.outputSize();
        int own = call.scratchAt(thread);
        call.kernels().convolution(s, 1, call.dOut(), call.dOutAt() + picture * s.inputSize(), call.workspace(),
                packedAt(call, s), null, 0, ActivationFunction.LINEAR, 0, 0, s.outHeight(),
                adds ? call.scratch() : call.dIn(0), adds ? own : dIn, call.scratch(), own + s.outputSize());
        if (adds) {
            call.kernels().add(s.outputSize(), call.dIn(0), dIn, call.scratch(), own, call.dIn(0), dIn);
        }
    }
}
