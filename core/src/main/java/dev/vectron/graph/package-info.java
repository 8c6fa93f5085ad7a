/** Layers, the graph they form, its static memory plan and its execution. */
@NullMarked
package dev.vectron.graph;

import org.jspecify.annotations.NullMarked;
