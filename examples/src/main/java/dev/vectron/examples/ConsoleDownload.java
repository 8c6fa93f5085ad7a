package dev.vectron.examples;

import dev.vectron.datasets.fetch.DownloadListener;
import java.net.URI;
import java.nio.file.Path;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows a download: a bar for each file in a terminal, one line for each file in a log. */
final class ConsoleDownload implements DownloadListener, AutoCloseable {
    private static final long MEGABYTE = 1_000_000;

    private final boolean terminal;
    private @Nullable URI shown;
    private @Nullable ProgressBar bar;

    ConsoleDownload() {
        terminal = Terminal.isInteractive();
    }

    @Override
    public void waiting(Path folder) {
        System.out.println("Waiting for another process that is downloading to " + folder + " …");
    }

    @Override
    public void progress(URI source, long bytes, long total) {
        if (!source.equals(shown)) {
            close();
            shown = source;
            if (terminal) {
                bar = new ProgressBarBuilder().setTaskName(fileName(source)).setInitialMax(total)
                        .setUnit(" MB", MEGABYTE)
                        .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK).build();
            } else {
                System.out.println("Downloading " + source
                        + (total < 0 ? "" : " (" + Math.ceilDiv(total, MEGABYTE) + " MB)"));
            }
        }
        if (bar != null) {
            bar.stepTo(bytes);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private static String fileName(URI source) {
        String path = source.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
