package dev.vectron.models;

import java.util.ArrayList;
import java.util.List;

/** A text table with the box drawing of Keras's summaries. */
final class Table {
    private final List<String> head = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final int[] widths;

    /**
     * A table without rows.
     *
     * @param columns the titles, each behind {@code <} or {@code >} for its alignment
     */
    Table(String... columns) {
        widths = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            right.add(columns[i].charAt(0) == '>');
            head.add(columns[i].substring(1));
            widths[i] = head.get(i).length();
        }
    }

    void row(List<String> cells) {
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], cells.get(i).codePointCount(0, cells.get(i).length()));
        }
        rows.add(cells);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        line(text, "┏", "━", "┳", "┓");
        cells(text, head, "┃");
        line(text, "┡", "━", "╇", "┩");
        for (int i = 0; i < rows.size(); i++) {
            if (i > 0) {
                line(text, "├", "─", "┼", "┤");
            }
            cells(text, rows.get(i), "│");
        }
        line(text, "└", "─", "┴", "┘");
        return text.toString();
    }

    private void line(StringBuilder text, String left, String dash, String cross, String end) {
        text.append(left);
        for (int i = 0; i < widths.length; i++) {
            text.append(i > 0 ? cross : "").append(dash.repeat(widths[i] + 2));
        }
        text.append(end).append('\n');
    }

    private void cells(StringBuilder text, List<String> cells, String bar) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String padding = " ".repeat(widths[i] - cell.codePointCount(0, cell.length()));
            text.append(bar).append(' ').append(right.get(i) ? padding + cell : cell + padding).append(' ');
        }
        text.append(bar).append('\n');
    }
}
