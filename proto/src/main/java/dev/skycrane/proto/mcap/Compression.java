package dev.skycrane.proto.mcap;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jpountz.lz4.LZ4FrameInputStream;

/** Compression of chunks. */
public enum Compression {
    NONE(""), ZSTD("zstd"), LZ4("lz4");

    private final String formatName;

    Compression(String formatName) {
        this.formatName = formatName;
    }

    /** Name in the file. */
    public String formatName() {
        return formatName;
    }

    /** Whether this program can also write it. */
    public boolean isWritable() {
        return this != LZ4;
    }

    /** @return null for a name that is not known */
    static Compression of(String name) {
        return Arrays.stream(values()).filter(c -> c.formatName.equals(name)).findFirst().orElse(null);
    }

    /** @param size what comes out; memory grows with what really does */
    ByteBuffer decompress(byte[] packed, int size, long offset) throws McapException {
        if (this == NONE) return ByteBuffer.wrap(packed);
        byte[] plain;
        try (InputStream in = open(new ByteArrayInputStream(packed))) {
            plain = in.readNBytes(size);
            if (plain.length == size && in.read() < 0) return ByteBuffer.wrap(plain);
        } catch (IOException | RuntimeException e) {
            // both libraries tell of damaged input in exceptions of their own
            throw new McapException("mcap chunk", offset, "records that " + formatName + " can unpack", e);
        }
        throw new McapException("mcap chunk", offset, size + " bytes out of " + formatName);
    }

    private InputStream open(InputStream packed) throws IOException {
        return this == ZSTD ? new ZstdInputStreamNoFinalizer(packed) : new LZ4FrameInputStream(packed);
    }
}
