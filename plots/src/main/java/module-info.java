import org.jspecify.annotations.NullMarked;

/** Training curves and picture grids as PNG files. */
@NullMarked
module dev.vectron.plots {
    requires static org.jspecify;
    requires transitive dev.vectron.optim;
    requires transitive dev.vectron.datasets;
    requires java.desktop;
    requires xchart;

    exports dev.vectron.plots;
}
