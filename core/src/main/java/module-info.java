import org.jspecify.annotations.NullMarked;

/** Tensors, kernels on the Vector API, the graph and its execution, the data contract and the store. */
@NullMarked
module dev.vectron.core {
    requires static org.jspecify;
    requires static jdk.management;
    requires jdk.incubator.vector;

    exports dev.vectron.tensor;
    exports dev.vectron.kernels;
    exports dev.vectron.parallel;
    exports dev.vectron.random;
    exports dev.vectron.graph;
    exports dev.vectron.data;
    exports dev.vectron.store;
    exports dev.vectron.check;
}
