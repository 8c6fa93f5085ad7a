/** Published networks, ready to be trained, with their words in {@link dev.vectron.applications.Applications}. */
@NullMarked
package dev.vectron.applications;

import org.jspecify.annotations.NullMarked;
