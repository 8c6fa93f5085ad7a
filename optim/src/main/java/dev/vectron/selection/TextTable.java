package dev.vectron.selection;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells; columns are aligned at the right. */
final class TextTable {
    private final List<List<String>> lines = new ArrayList<>();

    void add(String first, List<String> cells) {
        List<String> line = new ArrayList<>();
        line.add(first);
        line.addAll(cells);
        lines.add(line);
    }

    @Override
    public String toString() {
        int columns = lines.getFirst().size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int c = 0; c < columns; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int c = 0; c < columns; c++) {
                row.append(" ".repeat(widths[c] - line.get(c).length())).append(line.get(c)).append("  ");
            }
            text.append(row.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
