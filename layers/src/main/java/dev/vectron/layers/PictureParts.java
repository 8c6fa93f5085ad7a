package dev.vectron.layers;

/**
 * How work on the pictures of a batch is divided into parts: by blocks of rows where the batch has few pictures, else
 * by pictures, several together where they are small. All of it follows from the rows of a picture, its multiply-adds
 * and the batch.
 */
final class PictureParts {
    /** Parts that a small batch is divided into. */
    private static final int PARTS = 16;
    private static final int MIN_ROWS = 4;
    /** Multiply-adds below which dividing costs more than it gains. */
    private static final long WORTH_DIVIDING = 1 << 17;

    private PictureParts() {}

    /** How many parts there are. */
    static int count(int height, long multiplyAdds, int batch) {
        int blocks = blocks(height, multiplyAdds, batch);
        return blocks > 1 ? batch * blocks : Math.ceilDiv(batch, together(multiplyAdds));
    }

    /** Blocks of rows that a picture is divided into. */
    private static int blocks(int height, long multiplyAdds, int batch) {
        if (batch >= PARTS || multiplyAdds < WORTH_DIVIDING) {
            return 1;
        }
        int rows = Math.max(MIN_ROWS, Math.ceilDiv(height, Math.ceilDiv(PARTS, batch)));
        return Math.ceilDiv(height, rows);
    }

    private static int together(long multiplyAdds) {
        return (int) Math.max(1, WORTH_DIVIDING / multiplyAdds);
    }

    /** The first picture of a part. */
    static int picture(int part, int height, long multiplyAdds, int batch) {
        int blocks = blocks(height, multiplyAdds, batch);
        return blocks > 1 ? part / blocks : part * together(multiplyAdds);
    }

    /** How many pictures the part has that begins with this one. */
    static int pictures(int picture, int height, long multiplyAdds, int batch) {
        return blocks(height, multiplyAdds, batch) > 1 ? 1 : Math.min(together(multiplyAdds), batch - picture);
    }

    /** The first row of a part. */
    static int row(int part, int height, long multiplyAdds, int batch) {
        int blocks = blocks(height, multiplyAdds, batch);
        return part % blocks * Math.ceilDiv(height, blocks);
    }

    /** How many rows the part has that begins with this one; the last may have none. */
    static int rows(int row, int height, long multiplyAdds, int batch) {
        int rows = Math.ceilDiv(height, blocks(height, multiplyAdds, batch));
        return Math.max(0, Math.min(rows, height - row));
    }
}
