package dev.vectron.wronguse;

import static dev.vectron.activations.Activation.SOFTMAX;
import static dev.vectron.layers.Layers.bidirectional;
import static dev.vectron.layers.Layers.conv2D;
import static dev.vectron.layers.Layers.dense;
import static dev.vectron.layers.Layers.embedding;
import static dev.vectron.layers.Layers.gru;
import static dev.vectron.layers.Layers.input;
import static dev.vectron.layers.Layers.lstm;
import static dev.vectron.layers.Layers.masking;
import static dev.vectron.layers.Layers.outputOf;
import static dev.vectron.layers.Layers.simpleRNN;
import static dev.vectron.layers.Layers.stateC;
import static dev.vectron.layers.Layers.stateH;
import static dev.vectron.layers.Layers.timeDistributed;
import static dev.vectron.wronguse.WrongUse.apply;

import dev.vectron.graph.Node;
import dev.vectron.layers.recurrent.MergeMode;
import dev.vectron.layers.recurrent.StatePart;
import dev.vectron.layers.recurrent.StatePart.Part;
import dev.vectron.layers.recurrent.TimeDistributed;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.Shape;
import dev.vectron.wronguse.WrongUse.Aspect;
import java.util.List;

/** Wrong uses of layers of sequences. */
final class WrongRecurrent {
    private static final Shape STEPS = Shape.of(5, 3);

    private WrongRecurrent() {}

    static List<WrongUse> all() {
        return List.of(lstmUses(), gruUses(), simpleUses(), bidirectionalUses(), timeDistributedUses(),
            embeddingUses(), stateUses(), WrongUse.ofSequences(masking()).oneInput(masking(), 5, 3)
                .without(Aspect.SIZE, "takes any number of steps and features")
                .option(() -> masking(Double.NaN),
                    "Masking: maskValue must be a number, got NaN; fill the padded steps with a number that no other "
                    + "step has."));
    }

    private static WrongUse lstmUses() {
        return WrongUse.ofSequences(lstm(4))
            .rank(() -> apply(lstm(4), STEPS, Shape.of(4)),
                "LSTM \"lstm\": takes the sequence, or the sequence and the initial states h and c; got 2 inputs.")
            .size(() -> apply(lstm(4), STEPS, Shape.of(4), Shape.of(3)),
                "LSTM \"lstm\": expects initial states [batch, 4], as many as units, got [batch, 3] from \"a\", "
                + "\"b\", \"c\"; use"
                    + " the states of a layer of 4 units, or dense(4) in front.")
            .option(() -> lstm(Integer.MAX_VALUE), "LSTM: units must be at most 16777216, got 2147483647.")
            .option(() -> lstm(0), "LSTM: units must be at least 1, got 0.")
            .option(() -> lstm(4).dropout(1), "LSTM: dropout must be at least 0 and below 1, got 1.0.")
            .option(() -> lstm(4).recurrentDropout(Double.NaN),
            "LSTM: recurrentDropout must be at least 0 and below 1, got NaN.")
            .option(() -> lstm(4).activation(null), "LSTM: activation must not be null; use LINEAR for none.")
            .option(() -> lstm(4).recurrentActivation(SOFTMAX),
                "LSTM: recurrentActivation must be a function of each element whose derivative follows from its "
                + "output, got"
                    + " softmax; use TANH, SIGMOID, RELU or another of these, or a layer behind this one.");
    }

    private static WrongUse gruUses() {
        return WrongUse.ofSequences(gru(4))
            .rank(() -> Sequential.of(input(5, 3), gru(4), gru(4)),
                "GRU \"gru_1\": expects [batch, time, features], got [batch, 4] from \"gru\"; give the steps a "
                + "features axis,"
                    + " input(4, 1), or put embedding(…) in front of token ids; behind a recurrent layer, let that one"
                    + " returnSequences(true).")
            .rank(() -> apply(gru(4), STEPS, Shape.of(4), Shape.of(4)),
                "GRU \"gru\": takes the sequence, or the sequence and the initial state h; got 3 inputs.")
            .size(() -> apply(gru(4), STEPS, Shape.of(3)),
                "GRU \"gru\": expects initial states [batch, 4], as many as units, got [batch, 3] from \"a\", \"b\"; "
                + "use the"
                    + " states of a layer of 4 units, or dense(4) in front.")
            .option(() -> gru(-1), "GRU: units must be at least 1, got -1.")
            .option(() -> gru(4).dropout(Double.NaN), "GRU: dropout must be at least 0 and below 1, got NaN.")
            .option(() -> gru(4).recurrentDropout(-0.1),
            "GRU: recurrentDropout must be at least 0 and below 1, got -0.1.");
    }

    private static WrongUse simpleUses() {
        return WrongUse.ofSequences(simpleRNN(4))
            .rank(() -> apply(simpleRNN(4), STEPS, Shape.of(4), Shape.of(4)),
                "SimpleRNN \"simple_rnn\": takes the sequence, or the sequence and the initial state h; got 3 inputs.")
            .size(() -> apply(simpleRNN(4), STEPS, Shape.of(5)),
                "SimpleRNN \"simple_rnn\": expects initial states [batch, 4], as many as units, got [batch, 5] from "
                + "\"a\", \"b\";"
                    + " use the states of a layer of 4 units, or dense(4) in front.")
            .option(() -> simpleRNN(0), "SimpleRNN: units must be at least 1, got 0.")
            .option(() -> simpleRNN(4).dropout(-1), "SimpleRNN: dropout must be at least 0 and below 1, got -1.0.")
            .option(() -> simpleRNN(4).activation(SOFTMAX),
                "SimpleRNN: activation must be a function of each element whose derivative follows from its output, "
                + "got softmax;"
                    + " use TANH, SIGMOID, RELU or another of these, or a layer behind this one.");
    }

    private static WrongUse bidirectionalUses() {
        return WrongUse.ofSequences(bidirectional(gru(4)))
            .rank(() -> apply(bidirectional(gru(4)), STEPS, Shape.of(4)),
                "Bidirectional \"bidirectional\": takes the sequence, or the sequence and 2 initial states, those of "
                + "the forward"
                    + " layer first; got 2 inputs.")
            .size(() -> apply(bidirectional(gru(4)), STEPS, Shape.of(4), Shape.of(3)),
                "Bidirectional \"bidirectional\": expects initial states [batch, 4], as many as units, got [batch, "
                + "3] from \"a\","
                    + " \"b\", \"c\"; use the states of a layer of 4 units, or dense(4) in front.")
            .option(() -> bidirectional(lstm(4).returnState(true)),
                "Bidirectional: the layer may not have returnState(true), as there is one output; apply two layers, "
                + "one of them"
                    + " with goBackwards(true), and take their states.")
            .option(() -> bidirectional(lstm(4)).backwardLayer(lstm(4)),
                "Bidirectional: one of the two layers must have goBackwards(true).")
            .option(() -> bidirectional(lstm(4)).backwardLayer(gru(4).goBackwards(true).returnSequences(true)),
                "Bidirectional: both layers must have the same returnSequences.")
            .option(() -> bidirectional(lstm(4)).backwardLayer(gru(3).goBackwards(true)).mergeMode(MergeMode.SUM),
                "Bidirectional: layers of 4 and 3 units cannot be merged by SUM; use CONCAT.")
            .option(() -> bidirectional(lstm(4)).mergeMode(null),
                "Bidirectional: mergeMode must not be null; use CONCAT, SUM, MUL or AVE.");
    }

    private static WrongUse timeDistributedUses() {
        return WrongUse.of(TimeDistributed.class)
            .rank(() -> Sequential.of(input(5), timeDistributed(dense(3))),
                "TimeDistributed \"time_distributed\": expects [batch, time, …], got [batch, 5] from \"input\"; use "
                + "an input with"
                    + " steps: input(20, 8).")
            .rank(() -> Sequential.of(input(5, 8, 8), timeDistributed(conv2D(3, 3))),
                "TimeDistributed \"time_distributed\": expects [batch, height, width, channels], got [batch, 8, 8] "
                + "from \"input\";"
                    + " give the pictures a channel axis: input(8, 8, 1).")
            .size(() -> Sequential.of(input(5, 2, 2, 1), timeDistributed(conv2D(3, 3))),
                "TimeDistributed \"time_distributed\": expects pictures of at least 3×3 for a kernel of 3×3, got "
                + "[batch, 2, 2, 1]"
                    + " from \"input\"; use padding(SAME), a smaller kernelSize or less pooling before.")
            .option(() -> timeDistributed(null),
            "TimeDistributed: the layer must not be null; name one, as in timeDistributed(dense(3)).");
    }

    private static WrongUse embeddingUses() {
        return WrongUse.of(embedding(10, 4).getClass())
            .oneInput(embedding(10, 4), 3)
            .rank(() -> Sequential.of(input(3, 4), embedding(5, 2).maskZero(true)),
                "Embedding \"embedding\": expects [batch, time] for maskZero(true), got [batch, 3, 4] from "
                + "\"input\"; use"
                    + " timeDistributed(embedding(…)), or maskZero(false).")
            .size(() -> token(10),
                "Embedding \"words\": expects tokens from 0 to 9, got 10.0 in sample 0 of the batch at position 2; "
                + "make inputDim"
                    + " the largest token plus 1.")
            .size(() -> token(-1),
                "Embedding \"words\": expects tokens from 0 to 9, got -1.0 in sample 0 of the batch at position 2; "
                + "tokens are"
                    + " whole numbers, beginning with 0.")
            .size(() -> token(1.5f),
                "Embedding \"words\": expects tokens from 0 to 9, got 1.5 in sample 0 of the batch at position 2; "
                + "tokens are whole"
                    + " numbers, beginning with 0.")
            .size(() -> token(Float.NaN),
                "Embedding \"words\": expects tokens from 0 to 9, got NaN in sample 0 of the batch at position 2; "
                + "tokens are whole"
                    + " numbers, beginning with 0.")
            .option(() -> embedding(0, 4), "Embedding: inputDim must be at least 1, got 0.")
            .option(() -> embedding(4, 0), "Embedding: outputDim must be at least 1, got 0.")
            .option(() -> embedding(20_000_000, 4),
                "Embedding: inputDim must be at most 16777216, as tokens travel as floats, got 20000000.")
            .option(() -> embedding(4, 4).embeddingsInitializer(null),
                "An initializer must not be null; use zeros(), or leave the option out for the layer's own.");
    }

    private static void token(float token) {
        Sequential.of(input(3), embedding(10, 4).named("words")).predict(new float[] {0, 9, token});
    }

    private static WrongUse stateUses() {
        Node x = input(5, 3);
        return WrongUse.of(StatePart.class)
            .rank(() -> Sequential.of(input(5), new StatePart(Part.H, 2, false)),
                "StatePart \"state_part\": expects [batch, 3, units], got [batch, 5] from \"input\"; put it behind a "
                + "recurrent"
                    + " layer with returnState(true).")
            .size(() -> Sequential.of(input(5, 3), dense(2), new StatePart(Part.H, 2, false)),
                "StatePart \"state_part\": expects [batch, 3, units], got [batch, 5, 2] from \"dense\"; put it "
                + "behind a recurrent"
                    + " layer with returnState(true).")
            .option(() -> new StatePart(Part.C, 1, true),
                "StatePart: an LSTM has 2 states, h and c, other layers have 1; got 1 and the part C.")
            .option(() -> stateC(x.then(gru(4).returnState(true))),
            "stateC: only an LSTM has a state c, got GRU; use stateH.")
            .option(() -> stateH(x.then(lstm(4))),
                "outputOf, stateH and stateC take the node of a recurrent layer with returnState(true), got that of "
                + "LSTM.")
            .option(() -> outputOf(x),
                "outputOf, stateH and stateC take the node of a recurrent layer with returnState(true), got that of "
                + "an input.");
    }
}
