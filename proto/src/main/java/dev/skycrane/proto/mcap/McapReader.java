package dev.skycrane.proto.mcap;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/**
 * Reads an MCAP file from front to back, or by its index. Every record is checked: lengths against the file, CRCs of chunks, attachments,
 * data section and summary. Nothing is allocated on the word of a length that the file cannot hold. A file without footer ends where its
 * last whole record ends.
 *
 * <p>One thread.
 */
public final class McapReader implements Closeable {
    /**
     * What a reading found.
     *
     * @param finished data end, footer and closing magic are there
     * @param end offset behind the last whole record
     * @param size of the file
     * @param damages handed to the handler
     */
    public record Account(long messages, long chunks, long attachments, boolean finished, long end, long size,
            long damages) {}

    private final FileChannel file;
    private final long size;
    private final Map<Integer, McapSchema> schemas = new LinkedHashMap<>();
    private final Map<Integer, McapChannel> channels = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> metadata = new LinkedHashMap<>();
    private final CRC32 dataCrc = new CRC32();
    private boolean damageInSection;
    private String profile = "";
    private String library = "";
    private long messages;
    private long chunks;
    private long attachments;
    private long damages;
    private long dataEnd;
    private boolean footer;

    /** @throws McapException if the file does not begin as an MCAP file */
    public McapReader(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        size = file.size();
        try {
            if (size < McapFormat.MAGIC.length || !hasMagic(0))
                throw new McapException("mcap file", 0, "the magic of MCAP version 0");
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Whether a file begins with the magic of MCAP version 0. */
    public static boolean isMcap(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return file.size() >= McapFormat.MAGIC.length
                    && Arrays.equals(McapChunk.read(file, 0, McapFormat.MAGIC.length).array(), McapFormat.MAGIC);
        }
    }

    /**
     * Hands over everything in file order.
     *
     * @throws McapException at the first damage, unless the handler wants to go on; a record cut off by the end of the file is not damage
     */
    public Account forEach(McapHandler handler) throws IOException {
        messages = 0;
        chunks = 0;
        attachments = 0;
        damages = 0;
        dataEnd = 0;
        footer = false;
        damageInSection = false;
        dataCrc.reset();
        dataCrc.update(McapFormat.MAGIC);
        long at = McapFormat.MAGIC.length;
        while (!footer && size - at >= McapFormat.RECORD_HEAD) {
            ByteBuffer head = read(at, McapFormat.RECORD_HEAD);
            int opcode = head.get() & 0xff;
            long length = head.getLong();
            if (opcode == 0 || length < 0 || length > size - at - McapFormat.RECORD_HEAD) {
                if (isTail(at)) break;
                damage(new McapException("mcap record", at, "an opcode and a length that fits the file"), handler);
                long next = new ChunkSearch(file, size).next(at + 1);
                if (next < 0) break;
                at = next;
                continue;
            }
            try {
                if (opcode == McapFormat.DATA_END) checkData(content(at, length), at);
                if (dataEnd == 0) dataCrc.update(head.rewind());
                record(opcode, at, length, handler);
            } catch (McapException e) {
                if (!isRecord(at + McapFormat.RECORD_HEAD + length) && isTail(at)) break;
                damage(e, handler);
            }
            at += McapFormat.RECORD_HEAD + length;
            if (opcode == McapFormat.DATA_END) dataEnd = at;
        }
        boolean finished = footer && dataEnd > 0 && size - at == McapFormat.MAGIC.length && hasMagic(at);
        return new Account(messages, chunks, attachments, finished, at, size, damages);
    }

    /**
     * Hands over the messages of the wanted channels with log times in the closed interval, in file order. A finished file is read
     * through its index, only the chunks that matter; another one from front to back.
     */
    public void select(Predicate<McapChannel> wanted, long fromNs, long toNs, McapHandler handler) throws IOException {
        McapHandler filter = m -> {
            if (m.logTimeNs() >= fromNs && m.logTimeNs() <= toNs && wanted.test(m.channel())) handler.message(m);
        };
        McapSummary summary = summary();
        if (summary == null || !summary.isSeekable()) {
            forEach(filter);
            return;
        }
        schemas.putAll(summary.schemas());
        channels.putAll(summary.channels());
        for (ChunkPlace place : summary.chunks()) {
            if (!place.overlaps(fromNs, toNs) || !holds(place, wanted)) continue;
            chunk(chunkAt(place), place.offset(), filter);
        }
    }

    /**
     * The chunks in file order, without reading what is in them: out of the summary, or for an unfinished file out of the chunks' heads.
     * Schemas and channels are known afterwards. Empty for a file without chunks.
     */
    public List<ChunkPlace> index() throws IOException {
        McapSummary summary = summary();
        if (summary != null && summary.isSeekable()) {
            schemas.putAll(summary.schemas());
            channels.putAll(summary.channels());
            return List.copyOf(summary.chunks());
        }
        List<ChunkPlace> places = new ChunkScan(file, size).places();
        for (ChunkPlace place : places)
            if (!channels.keySet().containsAll(place.indexOffsets().keySet())) read(place, message -> {});
        return places;
    }

    /**
     * Hands over the messages of one chunk in the order in which they stand in it.
     *
     * @throws McapException when the chunk is damaged
     */
    public void read(ChunkPlace place, McapHandler handler) throws IOException {
        chunk(chunkAt(place), place.offset(), handler);
    }

    private boolean holds(ChunkPlace place, Predicate<McapChannel> wanted) {
        // a writer may leave the message index out
        if (place.indexOffsets().isEmpty()) return true;
        for (int id : place.indexOffsets().keySet()) {
            McapChannel channel = channels.get(id);
            if (channel != null && wanted.test(channel)) return true;
        }
        return false;
    }

    private RecordCursor chunkAt(ChunkPlace place) throws IOException {
        long at = place.offset();
        if (at < 0 || at > size - McapFormat.RECORD_HEAD)
            throw new McapException("mcap chunk index", at, "a chunk inside the file");
        ByteBuffer head = read(at, McapFormat.RECORD_HEAD);
        int opcode = head.get() & 0xff;
        long length = head.getLong();
        if (opcode != McapFormat.CHUNK || length < 0 || length > size - at - McapFormat.RECORD_HEAD)
            throw new McapException("mcap chunk index", at, "a chunk there");
        return content(at, length);
    }

    /**
     * The summary, or null for a file that is unfinished or has none.
     *
     * @throws McapException when its CRC is wrong
     */
    public McapSummary summary() throws IOException {
        long footerAt = size - McapFormat.MAGIC.length - McapFormat.FOOTER_RECORD;
        if (footerAt < McapFormat.MAGIC.length || !hasMagic(size - McapFormat.MAGIC.length)) return null;
        RecordCursor foot = new RecordCursor(read(footerAt, McapFormat.FOOTER_RECORD), footerAt);
        if (foot.u8() != McapFormat.FOOTER || foot.u64() != 20) return null;
        long start = foot.u64();
        if (start == 0) return null;
        foot.u64();
        long crc = foot.u32();
        if (start < 0 || start > footerAt || footerAt - start > McapFormat.MAX_BYTES)
            throw new McapException("mcap footer", footerAt, "a summary inside the file");
        ByteBuffer bytes = read(start, (int) (footerAt - start) + McapFormat.FOOTER_RECORD - 4);
        CRC32 found = new CRC32();
        found.update(bytes.duplicate());
        if (crc != 0 && crc != found.getValue()) throw new McapException("mcap summary", start, "its CRC-32");
        RecordCursor records = new RecordCursor(bytes.slice(0, (int) (footerAt - start)), start);
        McapSummary summary = new McapSummary();
        while (records.remaining() > 0) {
            int opcode = records.u8();
            summary.take(opcode, new RecordCursor(records.slice(records.u64()), start));
        }
        return summary;
    }

    /** An interrupted writer leaves half a record, a power cut perhaps zeros: not damage if nothing whole follows. */
    private boolean isTail(long at) throws IOException {
        return !hasMagic(size - McapFormat.MAGIC.length) && new ChunkSearch(file, size).next(at + 1) < 0;
    }

    /** Whether a record of this version that fits the file seems to begin there: files without chunks have nothing better to go by. */
    private boolean isRecord(long at) throws IOException {
        if (size - at < McapFormat.RECORD_HEAD) return false;
        ByteBuffer head = read(at, McapFormat.RECORD_HEAD);
        int opcode = head.get() & 0xff;
        long length = head.getLong();
        return opcode > 0 && opcode <= McapFormat.DATA_END && length >= 0
                && length <= size - at - McapFormat.RECORD_HEAD;
    }

    private void damage(McapException e, McapHandler handler) throws IOException {
        damages++;
        damageInSection = true;
        handler.damage(e);
    }

    private void checkData(RecordCursor c, long at) throws McapException {
        long crc = c.u32();
        if (crc != 0 && crc != dataCrc.getValue() && !damageInSection)
            throw new McapException("mcap data section", at, "its CRC-32");
    }

    private void record(int opcode, long at, long length, McapHandler handler) throws IOException {
        RecordCursor c = content(at, length);
        if (dataEnd == 0) dataCrc.update(c.view());
        switch (opcode) {
            case McapFormat.HEADER -> {
                profile = c.text();
                library = c.text();
            }
            case McapFormat.FOOTER -> {
                footer = true;
                long start = c.u64();
                if (start != 0 && start != dataEnd)
                    throw new McapException("mcap footer", at, "the summary behind the data");
                summary();
            }
            case McapFormat.CHUNK -> chunk(c, at, handler);
            case McapFormat.ATTACHMENT -> attachment(c, at, handler);
            case McapFormat.METADATA -> {
                String name = c.text();
                metadata.put(name, c.map());
                handler.metadata(name, metadata.get(name));
            }
            case McapFormat.SCHEMA, McapFormat.CHANNEL, McapFormat.MESSAGE -> data(opcode, c, at, handler);
            default -> {
                // indices, statistics and records of later versions are not needed for reading in order
            }
        }
    }

    private RecordCursor content(long at, long length) throws IOException {
        if (length > McapFormat.MAX_BYTES)
            throw new McapException("mcap record", at, "at most " + McapFormat.MAX_BYTES + " bytes");
        return new RecordCursor(read(at + McapFormat.RECORD_HEAD, (int) length), at);
    }

    private void attachment(RecordCursor c, long at, McapHandler handler) throws IOException {
        ByteBuffer all = c.view();
        McapAttachment attachment = new McapAttachment(c.u64(), c.u64(), c.text(), c.text(), c.array(c.u64()));
        CRC32 found = new CRC32();
        found.update(all.limit(all.limit() - c.remaining()));
        long crc = c.u32();
        if (crc != 0 && crc != found.getValue()) throw new McapException("mcap attachment", at, "its CRC-32");
        attachments++;
        handler.attachment(attachment);
    }

    private void chunk(RecordCursor c, long at, McapHandler handler) throws IOException {
        ByteBuffer records = McapChunk.records(c, at);
        chunks++;
        RecordCursor inside = new RecordCursor(records, at);
        while (inside.remaining() > 0) {
            int opcode = inside.u8();
            data(opcode, new RecordCursor(inside.slice(inside.u64()), at), at, handler);
        }
    }

    private void data(int opcode, RecordCursor c, long at, McapHandler handler) throws IOException {
        switch (opcode) {
            case McapFormat.SCHEMA -> {
                McapSchema schema = c.schema();
                schemas.put(schema.id(), schema);
            }
            case McapFormat.CHANNEL -> {
                McapChannel channel = c.channel();
                channels.put(channel.id(), channel);
            }
            case McapFormat.MESSAGE -> {
                McapChannel channel = channels.get(c.u16());
                if (channel == null) throw new McapException("mcap message", at, "its channel before it");
                messages++;
                handler.message(new McapMessage(channel, c.u32(), c.u64(), c.u64(), c.view().asReadOnlyBuffer()));
            }
            default -> {
                // nothing else belongs into a chunk
            }
        }
    }

    private boolean hasMagic(long at) throws IOException {
        return at >= 0 && Arrays.equals(read(at, McapFormat.MAGIC.length).array(), McapFormat.MAGIC);
    }

    private ByteBuffer read(long at, int length) throws IOException {
        return McapChunk.read(file, at, length);
    }

    /** What the file says it is for, once read. */
    public String profile() {
        return profile;
    }

    /** What wrote the file, once read. */
    public String library() {
        return library;
    }

    /** Schemas met so far, by id. */
    public Map<Integer, McapSchema> schemas() {
        return Collections.unmodifiableMap(schemas);
    }

    /** Channels met so far. */
    public Collection<McapChannel> channels() {
        return Collections.unmodifiableCollection(channels.values());
    }

    /** Metadata records met so far: name to texts. */
    public Map<String, Map<String, String>> metadata() {
        return Collections.unmodifiableMap(metadata);
    }

    /** Topics met so far. */
    public List<String> topics() {
        List<String> topics = new ArrayList<>();
        channels.values().forEach(c -> topics.add(c.topic()));
        return topics;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
