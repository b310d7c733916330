package dev.skycrane.proto.mcap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/** What the summary section says of the file, gathered while it is written. */
final class SummaryBuilder {
    private final List<ChunkPlace> chunks = new ArrayList<>();
    private final RecordBuffer attachmentIndex = new RecordBuffer(256);
    private final RecordBuffer metadataIndex = new RecordBuffer(256);
    private long[] messagesByChannel = new long[16];
    private int lastChannel;
    private int attachments;
    private int metadata;
    private long messages;
    private long firstNs;
    private long lastNs;

    void channel(int id) {
        lastChannel = id;
        if (id >= messagesByChannel.length) messagesByChannel = Arrays.copyOf(messagesByChannel, 2 * id);
    }

    void message(int channelId, long logTimeNs) {
        firstNs = messages == 0 ? logTimeNs : Math.min(firstNs, logTimeNs);
        lastNs = messages == 0 ? logTimeNs : Math.max(lastNs, logTimeNs);
        messages++;
        messagesByChannel[channelId]++;
    }

    void chunk(ChunkPlace place) {
        chunks.add(place);
    }

    void attachment(McapAttachment a, long offset, long length) {
        int mark = attachmentIndex.begin(McapFormat.ATTACHMENT_INDEX);
        attachmentIndex.u64(offset).u64(length).u64(a.logTimeNs()).u64(a.createTimeNs()).u64(a.data().length)
                .text(a.name()).text(a.mediaType()).end(mark);
        attachments++;
    }

    void metadata(String name, long offset, long length) {
        int mark = metadataIndex.begin(McapFormat.METADATA_INDEX);
        metadataIndex.u64(offset).u64(length).text(name).end(mark);
        metadata++;
    }

    long messages() {
        return messages;
    }

    /** Summary, summary offsets and footer into {@code out}, which will stand at {@code start} in the file. */
    void put(RecordBuffer out, long start, Collection<McapSchema> schemas, Collection<McapChannel> channels) {
        RecordBuffer groups = new RecordBuffer(256);
        schemas.forEach(s -> McapRecords.put(out, s));
        int at = group(groups, McapFormat.SCHEMA, start, 0, out);
        channels.forEach(c -> McapRecords.put(out, c));
        at = group(groups, McapFormat.CHANNEL, start, at, out);
        McapRecords.put(out, new McapStatistics(messages, schemas.size(), channels.size(), attachments, metadata,
                chunks.size(), firstNs, lastNs, counts()));
        at = group(groups, McapFormat.STATISTICS, start, at, out);
        chunks.forEach(c -> McapRecords.put(out, c));
        at = group(groups, McapFormat.CHUNK_INDEX, start, at, out);
        out.raw(attachmentIndex.view());
        at = group(groups, McapFormat.ATTACHMENT_INDEX, start, at, out);
        out.raw(metadataIndex.view());
        group(groups, McapFormat.METADATA_INDEX, start, at, out);
        long groupStart = start + out.size();
        out.raw(groups.view());
        putFooter(out, start, groupStart);
    }

    private Map<Integer, Long> counts() {
        Map<Integer, Long> counts = new TreeMap<>();
        for (int id = 1; id <= lastChannel; id++)
            counts.put(id, messagesByChannel[id]);
        return counts;
    }

    private static int group(RecordBuffer groups, int opcode, long start, int from, RecordBuffer out) {
        if (out.size() > from) {
            int mark = groups.begin(McapFormat.SUMMARY_OFFSET);
            groups.u8(opcode).u64(start + from).u64(out.size() - from).end(mark);
        }
        return out.size();
    }

    private static void putFooter(RecordBuffer out, long start, long groupStart) {
        int mark = out.begin(McapFormat.FOOTER);
        // the CRC covers the summary and the footer up to the CRC itself, the length included
        out.u64(start).u64(groupStart).u32(0).end(mark);
        CRC32 crc = new CRC32();
        crc.update(out.view().limit(out.size() - 4));
        out.patchU32(out.size() - 4, crc.getValue());
    }
}
