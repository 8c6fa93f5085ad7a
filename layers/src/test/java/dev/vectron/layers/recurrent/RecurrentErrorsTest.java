package dev.vectron.layers.recurrent;

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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.vectron.graph.Graph;
import dev.vectron.graph.Node;
import dev.vectron.layers.Trial;
import dev.vectron.layers.recurrent.StatePart.Part;
import dev.vectron.models.Sequential;
import dev.vectron.tensor.ShapeException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What a user reads who puts layers of sequences together wrongly. */
class RecurrentErrorsTest {
    private static void shapeError(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(ShapeException.class).hasMessage(message);
    }

    private static void optionError(ThrowingCallable code, String message) {
        assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void inputsThatAreNoSequences() {
        shapeError(() -> Sequential.of(input(8), lstm(4)),
                "LSTM \"lstm\": expects [batch, time, features], got [batch, 8] from \"input\"; give the steps a"
                        + " features axis, input(8, 1), or put embedding(…) in front of token ids; behind a recurrent"
                        + " layer, let that one"
                + " returnSequences(true).");
        shapeError(() -> Sequential.of(input(5, 3), gru(4), gru(4)),
                "GRU \"gru_1\": expects [batch, time, features], got [batch, 4] from \"gru\"; give the steps a features"
                + " axis, input(4, 1), or put embedding(…) in front of token ids; behind a recurrent layer, let that"
                + " one returnSequences(true).");
        shapeError(() -> Sequential.of(input(5, 8, 8, 3), simpleRNN(4)),
                "SimpleRNN \"simple_rnn\": expects [batch, time, features], got [batch, 5, 8, 8, 3] from \"input\";"
                + " put timeDistributed(flatten()) between them.");
        shapeError(() -> Sequential.of(input(8), bidirectional(gru(4))),
                "Bidirectional \"bidirectional\": expects [batch, time, features], got [batch, 8] from \"input\"; give"
                + " the steps a features axis, input(8, 1), or put embedding(…) in front of token ids; behind a"
                + " recurrent layer, let that one returnSequences(true).");
        shapeError(() -> Sequential.of(input(8), masking()),
                "Masking \"masking\": expects [batch, time, features], got [batch, 8] from \"input\"; give the steps a"
                + " features axis, input(8, 1), or put embedding(…) in front of token ids; behind a recurrent layer,"
                + " let that one returnSequences(true).");
    }

    @Test
    void initialStates() {
        Node x = input("x", 5, 3);
        Node h = input("h", 4);
        Node c = input("c", 3);
        shapeError(() -> Node.apply(lstm(4), x, h).shape(),
                "LSTM \"lstm\": takes the sequence, or the sequence and the initial states h and c; got 2 inputs.");
        shapeError(() -> Node.apply(gru(4), x, h, h).shape(),
                "GRU \"gru\": takes the sequence, or the sequence and the initial state h; got 3 inputs.");
        shapeError(() -> Node.apply(lstm(4), x, h, c).shape(),
                "LSTM \"lstm\": expects initial states [batch, 4], as many as units, got [batch, 3] from \"x\", \"h\","
                + " \"c\"; use the states of a layer of 4 units, or dense(4) in front.");
        shapeError(() -> Node.apply(bidirectional(gru(4)), x, h).shape(),
                "Bidirectional \"bidirectional\": takes the sequence, or the sequence and 2 initial states, those of"
                        + " the forward layer first; got 2 inputs.");
    }

    @Test
    void options() {
        optionError(() -> lstm(0), "LSTM: units must be at least 1, got 0.");
        optionError(() -> gru(-1), "GRU: units must be at least 1, got -1.");
        optionError(() -> simpleRNN(0), "SimpleRNN: units must be at least 1, got 0.");
        optionError(() -> lstm(4).dropout(1), "LSTM: dropout must be at least 0 and below 1, got 1.0.");
        optionError(() -> gru(4).recurrentDropout(-0.1),
                "GRU: recurrentDropout must be at least 0 and below 1, got -0.1.");
        optionError(() -> simpleRNN(4).activation(SOFTMAX),
                "SimpleRNN: activation must be a function of each element whose derivative follows from its output, got"
                + " softmax; use TANH, SIGMOID, RELU or another of these, or a layer behind this one.");
        optionError(() -> lstm(4).recurrentActivation(SOFTMAX),
                "LSTM: recurrentActivation must be a function of each element whose derivative follows from its output,"
                + " got softmax; use TANH, SIGMOID, RELU or another of these, or a layer behind this one.");
    }

    @Test
    void bothDirections() {
        optionError(() -> bidirectional(lstm(4).returnState(true)),
                "Bidirectional: the layer may not have returnState(true), as there is one output; apply two layers,"
                        + " one of them with goBackwards(true), and take their states.");
        optionError(() -> bidirectional(lstm(4)).backwardLayer(lstm(4)),
                "Bidirectional: one of the two layers must have goBackwards(true).");
        optionError(() -> bidirectional(lstm(4)).backwardLayer(gru(4).goBackwards(true).returnSequences(true)),
                "Bidirectional: both layers must have the same returnSequences.");
        optionError(() -> bidirectional(lstm(4)).backwardLayer(gru(3).goBackwards(true)).mergeMode(MergeMode.SUM),
                "Bidirectional: layers of 4 and 3 units cannot be merged by SUM; use CONCAT.");
    }

    @Test
    void states() {
        Node x = input(5, 3);
        optionError(() -> stateC(x.then(gru(4).returnState(true))),
                "stateC: only an LSTM has a state c, got GRU; use stateH.");
        optionError(() -> stateH(x.then(lstm(4))),
                "outputOf, stateH and stateC take the node of a recurrent layer with returnState(true), got that of"
                + " LSTM.");
        optionError(() -> outputOf(x),
                "outputOf, stateH and stateC take the node of a recurrent layer with returnState(true), got that of an"
                + " input.");
        optionError(() -> new StatePart(Part.C, 1, true),
                "StatePart: an LSTM has 2 states, h and c, other layers have 1; got 1 and the part C.");
        shapeError(() -> Sequential.of(input(5, 3), dense(2), new StatePart(Part.H, 2, false)),
                "StatePart \"state_part\": expects [batch, 3, units], got [batch, 5, 2] from \"dense\"; put it behind a"
                + " recurrent layer with returnState(true).");
    }

    @Test
    void layersOfEachStep() {
        shapeError(() -> Sequential.of(input(5), timeDistributed(dense(3))),
                "TimeDistributed \"time_distributed\": expects [batch, time, …], got [batch, 5] from \"input\"; use an"
                + " input with steps: input(20, 8).");
        shapeError(() -> Sequential.of(input(5, 8, 8), timeDistributed(conv2D(3, 3))),
                "TimeDistributed \"time_distributed\": expects [batch, height, width, channels], got [batch, 8, 8] from"
                + " \"input\"; give the pictures a channel axis: input(8, 8, 1).");
    }

    @Test
    void tokens() {
        optionError(() -> embedding(0, 4), "Embedding: inputDim must be at least 1, got 0.");
        optionError(() -> embedding(4, 0), "Embedding: outputDim must be at least 1, got 0.");
        optionError(() -> embedding(20_000_000, 4),
                "Embedding: inputDim must be at most 16777216, as tokens travel as floats, got 20000000.");
        shapeError(() -> Sequential.of(input(3, 4), embedding(5, 2).maskZero(true)),
                "Embedding \"embedding\": expects [batch, time] for maskZero(true), got [batch, 3, 4] from \"input\";"
                        + " use timeDistributed(embedding(…)), or maskZero(false).");
        tokenError("expects tokens from 0 to 9, got 10.0 in sample 1 of the batch at position 2; make inputDim the"
                + " largest token plus 1.", 10);
        tokenError("expects tokens from 0 to 9, got -1.0 in sample 1 of the batch at position 2; tokens are whole"
                + " numbers, beginning with 0.", -1);
        tokenError("expects tokens from 0 to 9, got 1.5 in sample 1 of the batch at position 2; tokens are whole"
                + " numbers, beginning with 0.", 1.5f);
        tokenError("expects tokens from 0 to 9, got NaN in sample 1 of the batch at position 2; tokens are whole"
                + " numbers, beginning with 0.", Float.NaN);
    }

    private static void tokenError(String message, float token) {
        Node x = input(3);
        Graph graph = Trial.graph(x.then(embedding(10, 4).named("words")), x);
        float[] tokens = {0, 9, 1, 2, 3, token};
        assertThatThrownBy(() -> new Trial(graph, 2, 1).forward(2, tokens)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Embedding \"words\": " + message);
    }
}
