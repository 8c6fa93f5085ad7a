package dev.vectron.store;

import dev.vectron.store.Safetensors.Entry;
import dev.vectron.store.Safetensors.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The header of a safetensors file: read with every check, and written. */
final class SafetensorsHeader {
    private static final int LENGTH_BYTES = 8;
    private static final long MAX_BYTES = 100_000_000;
    private static final String METADATA = "__metadata__";

    final Map<String, Entry> entries;
    final Map<String, String> metadata;

    private final Path path;
    private final long dataAt;
    private final long fileBytes;

    private SafetensorsHeader(Path path, String json, long dataAt, long fileBytes) throws IOException {
        this.path = path;
        this.dataAt = dataAt;
        this.fileBytes = fileBytes;
        Map<String, @Nullable Object> members = parsed(json);
        this.metadata = Collections.unmodifiableMap(metadataOf(members.remove(METADATA)));
        Map<String, Entry> read = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
            read.put(member.getKey(), entryOf(member.getKey(), member.getValue()));
        }
        this.entries = Collections.unmodifiableMap(read);
        checkCoverage();
    }

    static SafetensorsHeader read(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + ": is a folder, expected a safetensors file.");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size < LENGTH_BYTES) {
                throw new IOException(path + ": byte 0: expected " + LENGTH_BYTES
                        + " bytes with the header's length, found a file of " + size
                        + " bytes; it is cut off or no safetensors file.");
            }
            ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            Safetensors.readFully(channel, length, 0);
            long headerBytes = length.flip().getLong();
            if (headerBytes < 0 || headerBytes > MAX_BYTES) {
                throw new IOException(path + ": byte 0: expected a header of at most " + MAX_BYTES + " bytes, found "
                        + Long.toUnsignedString(headerBytes) + "; this is no safetensors file.");
            }
            if (headerBytes > size - LENGTH_BYTES) {
                throw new IOException(path + ": byte 8: expected a header of " + headerBytes + " bytes, found "
                        + (size - LENGTH_BYTES)
                        + "; the file is cut off, copy or download it again.");
            }
            ByteBuffer header = ByteBuffer.allocate((int) headerBytes);
            Safetensors.readFully(channel, header, LENGTH_BYTES);
            return new SafetensorsHeader(path, decoded(path, header.flip()), LENGTH_BYTES + headerBytes, size);
        } catch (NoSuchFileException e) {
            throw new IOException(path + ": there is no such file.", e);
        }
    }

    /** The eight bytes of the length and the header, padded so that the values begin at a multiple of eight. */
    static byte[] toBytes(List<Source> sources, Map<String, String> metadata) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!metadata.isEmpty()) {
            members.put(METADATA, metadata);
        }
        long at = 0;
        for (Source source : sources) {
            long end = at + (long) Float.BYTES * source.shape().size();
            Map<String, Object> described = new LinkedHashMap<>();
            described.put("dtype", DType.F32.name());
            described.put("shape", source.shape().dims());
            described.put("data_offsets", new long[] {at, end});
            if (source.name().equals(METADATA) || members.put(source.name(), described) != null) {
                throw new IllegalArgumentException("Safetensors: the name \"" + source.name()
                        + "\" is taken; give each tensor a name of its own.");
            }
            at = end;
        }
        byte[] json = Json.write(members).getBytes(StandardCharsets.UTF_8);
        int padded = (json.length + 7) / 8 * 8;
        byte[] bytes = new byte[LENGTH_BYTES + padded];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
        Arrays.fill(bytes, LENGTH_BYTES + json.length, bytes.length, (byte) ' ');
        return bytes;
    }

    private static String decoded(Path path, ByteBuffer header) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(header).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(path + ": byte " + (LENGTH_BYTES + header.position())
                    + ": expected a header in UTF-8, found other bytes.", e);
        }
    }

    private Map<String, @Nullable Object> parsed(String json) throws IOException {
        if (!json.startsWith("{")) {
            throw damaged(LENGTH_BYTES, "expected '{'", json.isEmpty() ? "nothing" : "'" + json.charAt(0) + "'");
        }
        try {
            return Json.parseObject(json);
        } catch (JsonException e) {
            int before = json.substring(0, e.position()).getBytes(StandardCharsets.UTF_8).length;
            throw new IOException(path + ": byte " + (LENGTH_BYTES + before) + ": the header is not JSON: "
                    + e.getMessage(), e);
        }
    }

    private Map<String, String> metadataOf(@Nullable Object value) throws IOException {
        Map<String, String> strings = new LinkedHashMap<>();
        if (value == null) {
            return strings;
        }
        if (!(value instanceof Map<?, ?> map)) {
            throw damaged(LENGTH_BYTES, METADATA + ": expected an object", String.valueOf(value));
        }
        for (Map.Entry<?, ?> member : map.entrySet()) {
            if (!(member.getKey() instanceof String key) || !(member.getValue() instanceof String text)) {
                throw damaged(LENGTH_BYTES, METADATA + " \"" + member.getKey() + "\": expected a string",
                        String.valueOf(member.getValue()));
            }
            strings.put(key, text);
        }
        return strings;
    }

    private Entry entryOf(String name, @Nullable Object value) throws IOException {
        String tensor = "tensor \"" + name + "\": ";
        if (!(value instanceof Map<?, ?> map) || !map.keySet().equals(Set.of("dtype", "shape", "data_offsets"))) {
            throw damaged(LENGTH_BYTES, tensor + "expected dtype, shape and data_offsets", Json.write(value));
        }
        DType type = typeOf(tensor, map.get("dtype"));
        List<Integer> dims = new ArrayList<>();
        long elements = 1;
        for (long dim : wholeNumbers(tensor + "shape", map.get("shape"))) {
            if (dim > Integer.MAX_VALUE || dim > 0 && elements > Long.MAX_VALUE / 8 / dim) {
                throw damaged(LENGTH_BYTES, tensor + "expected dimensions that fit a file",
                        Json.write(map.get("shape")));
            }
            dims.add((int) dim);
            elements *= dim;
        }
        long[] offsets = wholeNumbers(tensor + "data_offsets", map.get("data_offsets"));
        if (offsets.length != 2 || offsets[0] > offsets[1]) {
            throw damaged(LENGTH_BYTES, tensor + "expected data_offsets [begin, end]",
                    Json.write(map.get("data_offsets")));
        }
        long bytes = offsets[1] - offsets[0];
        if (bytes != elements * type.bytes()) {
            throw damaged(dataAt + offsets[0], tensor + "expected " + elements * type.bytes() + " bytes for " + type
                    + " " + dims, bytes + " bytes");
        }
        return new Entry(name, type, List.copyOf(dims), dataAt + offsets[0], bytes);
    }

    private DType typeOf(String tensor, @Nullable Object value) throws IOException {
        for (DType type : DType.values()) {
            if (type.name().equals(value)) {
                return type;
            }
        }
        throw damaged(LENGTH_BYTES, tensor + "expected a dtype among " + Arrays.toString(DType.values()),
                String.valueOf(value));
    }

    private long[] wholeNumbers(String what, @Nullable Object value) throws IOException {
        if (!(value instanceof List<?> list) || !list.stream().allMatch(v -> v instanceof Long n && n >= 0)) {
            throw damaged(LENGTH_BYTES, what + ": expected a list of whole numbers", value == null ? "nothing"
                    : Json.write(value));
        }
        return list.stream().mapToLong(v -> (Long) v).toArray();
    }

    /** The values must lie one behind the other from the header to the end of the file. */
    private void checkCoverage() throws IOException {
        List<Entry> byPlace = new ArrayList<>(entries.values());
        byPlace.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::bytes));
        long at = dataAt;
        for (Entry entry : byPlace) {
            if (entry.from() != at) {
                throw damaged(at, "expected a tensor to begin here",
                        "\"" + entry.name() + "\" at byte " + entry.from()
                        + (entry.from() < at ? ", over the one before" : ", after a gap"));
            }
            at += entry.bytes();
        }
        if (at > fileBytes) {
            throw new IOException(path + ": byte " + fileBytes + ": expected " + at + " bytes in all, found "
                    + fileBytes
                    + "; the file is cut off, copy or download it again.");
        }
        if (at < fileBytes) {
            throw damaged(at, "expected the end of the file", (fileBytes - at) + " more bytes");
        }
    }

    private IOException damaged(long at, String expected, String found) {
        String shown = found.length() <= 200 ? found : found.substring(0, 200) + "…";
        return new IOException(path + ": byte " + at + ": " + expected + ", found " + shown + "; the file is damaged.");
    }
}
