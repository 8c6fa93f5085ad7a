/** Learning-rate schedules: the learning rate as a function of the step. */
@NullMarked
package dev.vectron.schedules;

import org.jspecify.annotations.NullMarked;
