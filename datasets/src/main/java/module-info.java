import org.jspecify.annotations.NullMarked;

/**
 * Readers for IDX, CIFAR and CSV files; published data sets, downloaded once and checked; a generated one that needs no
 * network.
 */
@NullMarked
module dev.vectron.datasets {
    requires static org.jspecify;
    requires transitive dev.vectron.core;
    requires java.net.http;
    requires de.siegmar.fastcsv;
    requires ch.randelshofer.fastdoubleparser;

    exports dev.vectron.datasets;
    exports dev.vectron.datasets.io;
    exports dev.vectron.datasets.fetch;
}
