package dev.skycrane.proto.mcap;

/** Opcodes and limits of the format. */
final class McapFormat {
    static final byte[] MAGIC = {(byte) 0x89, 'M', 'C', 'A', 'P', '0', '\r', '\n'};
    static final int HEADER = 0x01;
    static final int FOOTER = 0x02;
    static final int SCHEMA = 0x03;
    static final int CHANNEL = 0x04;
    static final int MESSAGE = 0x05;
    static final int CHUNK = 0x06;
    static final int MESSAGE_INDEX = 0x07;
    static final int CHUNK_INDEX = 0x08;
    static final int ATTACHMENT = 0x09;
    static final int ATTACHMENT_INDEX = 0x0a;
    static final int STATISTICS = 0x0b;
    static final int METADATA = 0x0c;
    static final int METADATA_INDEX = 0x0d;
    static final int SUMMARY_OFFSET = 0x0e;
    static final int DATA_END = 0x0f;
    /** Opcode and length. */
    static final int RECORD_HEAD = 9;
    /** Record of a footer: head and content. */
    static final int FOOTER_RECORD = RECORD_HEAD + 20;
    /** Larger chunks and records are refused before anything is allocated for them. */
    static final int MAX_BYTES = 1 << 28;

    private McapFormat() {}
}
