package dev.vectron.bench.speed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From the words on the command line to cases. */
final class SpeedCases {
    /** The words, for messages. */
    static final String WORDS = """
            m1 … m6             a model: a training step, predictions of a batch and of one sample
            m4.train.b128       a training step with that batch; m4.train: with the model's own
            m2.infer.b1         a prediction with that batch
            conv                six convolutions, .fwd and .fwdbwd; conv.64-64-3x3s-32.fwd: one; other sizes
                                likewise: channels-filters-HxW, s (SAME) or v (VALID), a stride, -side, .bBATCH
            rnn                 three recurrent layers, .fwd and .fwdbwd; lstm.64-128-50.fwd: one; other sizes and
                                kinds (lstm, gru, rnn) likewise: features-units-steps, .bBATCH
            gemm                ten matrix products; gemm.1024x1024x1024: one, of any size MxNxK
            first               from the start of a JVM to the first result of M2
            step1               in a fresh JVM, from fit() to the end of the first step of M2
            """;

    private static final Pattern MODEL = Pattern.compile("m([1-6])(?:\\.(train|infer)(?:\\.b([1-9]\\d*))?)?");

    private SpeedCases() {}

    /** The cases that a word names: several for {@code m4}, {@code conv}, {@code gemm}. */
    static List<SpeedCase> of(String word) {
        if (word.equals("conv")) {
            return ConvolutionCase.SIZES.stream().flatMap(size -> of("conv." + size).stream()).toList();
        }
        if (word.equals("rnn")) {
            return RecurrentCase.SIZES.stream().flatMap(size -> of(size).stream()).toList();
        }
        if (word.equals("gemm")) {
            return ProductCase.SIZES.stream().flatMap(size -> of("gemm." + size).stream()).toList();
        }
        List<SpeedCase> found = List.of();
        if (word.startsWith("conv.")) {
            found = convolution(word.substring("conv.".length()));
        } else if (word.startsWith("gemm.")) {
            found = ProductCase.of(word.substring("gemm.".length())).map(c -> List.of(c.product())).orElse(List.of());
        } else if (word.matches("(lstm|gru|rnn)\\..*")) {
            found = recurrent(word);
        } else {
            Matcher model = MODEL.matcher(word);
            found = model.matches() ? model(model) : List.of();
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException("There is no case \"" + word + "\". The cases are:\n"
                    + WORDS.indent(2).stripTrailing());
        }
        return found;
    }

    /** Whether the word or name is of a case that is timed in fresh JVMs and not by {@link Stopwatch}. */
    static boolean isStartUp(String word) {
        return !startUp(word).isEmpty();
    }

    private static List<String> startUp(String word) {
        return switch (word) {
            case "first", StartUp.FIRST -> List.of(StartUp.FIRST);
            case "step1", StartUp.FIRST_STEP -> List.of(StartUp.FIRST_STEP);
            default -> List.of();
        };
    }

    /** The names of the cases that a word stands for; a case's name stands for itself. */
    static List<String> names(String word) {
        return isStartUp(word) ? startUp(word) : of(word).stream().map(SpeedCase::name).toList();
    }

    private static List<SpeedCase> convolution(String word) {
        boolean forward = word.endsWith(".fwd");
        boolean both = word.endsWith(".fwdbwd");
        String size = forward || both ? word.substring(0, word.lastIndexOf('.')) : word;
        Optional<ConvolutionCase> layer = ConvolutionCase.of(size);
        List<SpeedCase> cases = new ArrayList<>();
        if (!both) {
            layer.ifPresent(c -> cases.add(c.forward()));
        }
        if (!forward) {
            layer.ifPresent(c -> cases.add(c.forwardAndBackward()));
        }
        return cases;
    }

    private static List<SpeedCase> recurrent(String word) {
        boolean forward = word.endsWith(".fwd");
        boolean both = word.endsWith(".fwdbwd");
        String size = forward || both ? word.substring(0, word.lastIndexOf('.')) : word;
        List<SpeedCase> cases = new ArrayList<>();
        RecurrentCase.of(size).ifPresent(c -> {
            if (!both) {
                cases.add(c.forward());
            }
            if (!forward) {
                cases.add(c.forwardAndBackward());
            }
        });
        return cases;
    }

    private static List<SpeedCase> model(Matcher word) {
        SpeedModel model = SpeedModel.valueOf("M" + word.group(1));
        int batch = word.group(3) == null ? model.batch() : Integer.parseInt(word.group(3));
        if (word.group(2) == null) {
            return List.of(ModelCases.training(model, batch), ModelCases.inference(model, batch),
                    ModelCases.inference(model, 1));
        }
        return List.of(word.group(2).equals("train") ? ModelCases.training(model, batch)
                : ModelCases.inference(model, batch));
    }
}
