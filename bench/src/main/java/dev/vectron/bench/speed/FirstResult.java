package dev.vectron.bench.speed;

import dev.vectron.models.Model;
import java.util.Arrays;

/** Builds M2, predicts one sample and prints the first logit: what the case {@code first} waits for. */
final class FirstResult {
    private FirstResult() {}

    /**
     * Prints one line.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Model model = SpeedModel.M2.build();
        float[] ones = new float[model.inputShape().size()];
        Arrays.fill(ones, 1);
        System.out.println(model.predict(ones)[0]);
    }
}
