package dev.skycrane.proto.mcap;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;

/** Records as bytes, field by field in the order of the format. */
final class McapRecords {
    private McapRecords() {}

    static void put(RecordBuffer out, McapSchema schema) {
        int mark = out.begin(McapFormat.SCHEMA);
        out.u16(schema.id()).text(schema.name()).text(schema.encoding()).u32(schema.data().length)
                .raw(ByteBuffer.wrap(schema.data())).end(mark);
    }

    static void put(RecordBuffer out, McapChannel channel) {
        int mark = out.begin(McapFormat.CHANNEL);
        out.u16(channel.id()).u16(channel.schemaId()).text(channel.topic()).text(channel.messageEncoding())
                .map(channel.metadata()).end(mark);
    }

    static void put(RecordBuffer out, ChunkPlace c) {
        int mark = out.begin(McapFormat.CHUNK_INDEX);
        out.u64(c.firstNs()).u64(c.lastNs()).u64(c.offset()).u64(c.length()).u32(10L * c.indexOffsets().size());
        c.indexOffsets().forEach((id, at) -> out.u16(id).u64(at));
        out.u64(c.indexLength()).text(c.compression()).u64(c.compressedSize()).u64(c.size()).end(mark);
    }

    static void put(RecordBuffer out, McapAttachment a) {
        int mark = out.begin(McapFormat.ATTACHMENT);
        out.u64(a.logTimeNs()).u64(a.createTimeNs()).text(a.name()).text(a.mediaType()).u64(a.data().length)
                .raw(ByteBuffer.wrap(a.data()));
        CRC32 crc = new CRC32();
        crc.update(out.view().position(mark));
        out.u32(crc.getValue()).end(mark);
    }

    static void put(RecordBuffer out, McapStatistics s) {
        int mark = out.begin(McapFormat.STATISTICS);
        out.u64(s.messages()).u16(s.schemas()).u32(s.channels()).u32(s.attachments()).u32(s.metadata()).u32(s.chunks())
                .u64(s.firstNs()).u64(s.lastNs()).u32(10L * s.messagesByChannel().size());
        s.messagesByChannel().forEach((id, count) -> out.u16(id).u64(count));
        out.end(mark);
    }
}
