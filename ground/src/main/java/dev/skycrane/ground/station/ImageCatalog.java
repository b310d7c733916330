package dev.skycrane.ground.station;

import dev.skycrane.proto.v1.ImageChunk;
import dev.skycrane.proto.v1.ImageInfo;
import dev.skycrane.proto.v1.SegmentId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All pictures of a run by camera and number, with the bytes of the newest ones; older ones come back out of the recording. Any thread.
 */
public final class ImageCatalog {
    /** A picture of more is none of ours. */
    static final int MAX_IMAGE_BYTES = 64 << 20;
    static final int MAX_CHUNKS = 1 << 16;
    private static final long KEPT_BYTES = 192L << 20;
    private static final int MAX_ENTRIES = 50_000;

    /** Reads a picture's bytes back. */
    @FunctionalInterface
    public interface Source {
        /** @return the bytes, or null when they are not to be had */
        byte[] load(ImageEntry entry) throws IOException;
    }

    private final Map<String, TreeMap<Integer, ImageEntry>> cameras = new TreeMap<>();
    private final Deque<ImageEntry> kept = new ArrayDeque<>();
    private final Source source;
    private final boolean keepsBytes;
    private long keptBytes;
    private long invalidChunks;
    private long forgotten;

    /** @param keepsBytes whether chunks' contents are kept as they come */
    ImageCatalog(Source source, boolean keepsBytes) {
        this.source = source;
        this.keepsBytes = keepsBytes;
    }

    /** @return the picture if this chunk made it complete, else null */
    synchronized ImageEntry take(SegmentId segment, ImageChunk chunk, long receiptUnixNs, long clockNs) {
        if (!ImageEntry.isSound(chunk, MAX_IMAGE_BYTES, MAX_CHUNKS)) {
            invalidChunks++;
            return null;
        }
        ImageInfo info = chunk.getInfo();
        TreeMap<Integer, ImageEntry> camera = cameras.computeIfAbsent(info.getCamera(), name -> new TreeMap<>());
        ImageEntry entry = camera.get(info.getImage());
        if (entry == null) {
            entry = new ImageEntry(segment, info);
            camera.put(info.getImage(), entry);
            forgetOldest(camera);
            if (keepsBytes) keep(entry);
        } else if (!entry.fits(info)) {
            invalidChunks++;
            return null;
        }
        boolean keep = keepsBytes && (entry.isKept() || entry.received() == 0);
        return entry.take(chunk, receiptUnixNs, clockNs, keep) ? entry : null;
    }

    private void forgetOldest(TreeMap<Integer, ImageEntry> camera) {
        if (camera.size() <= MAX_ENTRIES) return;
        ImageEntry oldest = camera.pollFirstEntry().getValue();
        forgotten++;
        if (kept.remove(oldest)) keptBytes -= oldest.info().getSizeBytes();
    }

    private void keep(ImageEntry entry) {
        kept.add(entry);
        keptBytes += entry.info().getSizeBytes();
        while (keptBytes > KEPT_BYTES && kept.size() > 1) {
            ImageEntry oldest = kept.poll();
            oldest.forget();
            keptBytes -= oldest.info().getSizeBytes();
        }
    }

    /** Names of the cameras that have sent something. */
    public synchronized List<String> cameras() {
        return new ArrayList<>(cameras.keySet());
    }

    /** @return null for one that is not known */
    public synchronized ImageEntry find(String camera, int image) {
        TreeMap<Integer, ImageEntry> images = cameras.get(camera);
        return images == null ? null : images.get(image);
    }

    /** All of a camera in order of number; the entries go on changing. */
    public synchronized Collection<ImageEntry> all(String camera) {
        return new ArrayList<>(cameras.getOrDefault(camera, new TreeMap<>()).values());
    }

    /** The newest complete picture available at {@code clockNs}, or null. */
    public synchronized ImageEntry latest(String camera, long clockNs) {
        for (ImageEntry e : cameras.getOrDefault(camera, new TreeMap<>()).descendingMap().values())
            if (e.isComplete() && e.availableNs() <= clockNs) return e;
        return null;
    }

    /**
     * The bytes of a complete picture as they were sent.
     *
     * @return null when they are neither kept nor recorded
     */
    public byte[] bytes(ImageEntry entry) throws IOException {
        synchronized (this) {
            if (!entry.isComplete()) return null;
            if (entry.pixels() != null) return entry.pixels();
        }
        byte[] loaded = source.load(entry);
        if (loaded == null) return null;
        synchronized (this) {
            if (!entry.isKept()) {
                entry.keep(loaded);
                keep(entry);
            }
        }
        return loaded;
    }

    /** Chunks whose numbers make no sense. */
    public synchronized long invalidChunks() {
        return invalidChunks;
    }

    /** Pictures no longer listed. */
    public synchronized long forgotten() {
        return forgotten;
    }
}
