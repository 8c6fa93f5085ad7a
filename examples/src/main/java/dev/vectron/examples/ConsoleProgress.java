package dev.vectron.examples;

import dev.vectron.callbacks.ProgressLines;
import dev.vectron.training.Progress;
import dev.vectron.training.TrainingListener;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a training: a bar for the present epoch in a terminal, and in any case one line for each finished epoch. */
final class ConsoleProgress implements TrainingListener {
    private final boolean terminal;
    private final int showEvery;
    private @Nullable ProgressBar bar;

    ConsoleProgress(int showEvery) {
        this.terminal = Terminal.isInteractive();
        this.showEvery = showEvery;
    }

    @Override
    public void onEpochBegin(Progress progress) {
        if (terminal && showEvery == 1) {
            bar = new ProgressBarBuilder().setTaskName("Epoch %d/%d".formatted(progress.epoch(), progress.epochs()))
                    .setInitialMax(progress.batches()).setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                    .setUpdateIntervalMillis(100).clearDisplayOnFinish().build();
        }
    }

    @Override
    public void onBatchEnd(Progress progress) {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.step();
        }
    }

    @Override
    public void onEpochEnd(Progress progress) {
        closeBar();
        if (progress.epoch() % showEvery == 0 || progress.epoch() == progress.epochs()) {
            System.out.println(ProgressLines.line(progress));
        }
    }

    @Override
    public void onTrainError(Progress progress, Throwable error) {
        closeBar();
    }

    private void closeBar() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
    }
}
