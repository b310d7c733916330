package dev.skycrane.hil.camera;

import dev.skycrane.hil.locate.Pictures;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A folder of JPEG, PNG and PGM files, in the order of their names. JPEG goes through the framer as it would from a camera. */
final class PictureFolder implements RecordedPictures {
    private final Iterator<Path> files;
    private long seq;

    /** @throws InputException if there are none */
    PictureFolder(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found = all.filter(Pictures::isPicture).sorted().toList();
            if (found.isEmpty()) throw InputException.of("recorded", "folder", folder, "jpg, png or pgm files in it");
            files = found.iterator();
        } catch (IOException e) {
            throw InputException.of("recorded", "folder", folder, "a folder that can be read");
        }
    }

    @Override
    public Recorded next() throws IOException {
        if (!files.hasNext()) return null;
        Path file = files.next();
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".png") && !name.endsWith(".pgm")) return jpeg(Files.readAllBytes(file));
        seq++;
        try {
            Pictures.Grey grey = Pictures.read(file);
            return new Recorded(null, grey.pixels(), grey.width(), grey.height(), 0);
        } catch (IOException e) {
            return new Recorded(null, null, 0, 0, 0); // a damaged file is a damaged picture, not the end
        }
    }

    private Recorded jpeg(byte[] bytes) {
        List<Picture> cut = new ArrayList<>();
        JpegFramer framer = new JpegFramer(cut::add);
        framer.accept(bytes, 0, bytes.length, 0);
        framer.end();
        Picture first = cut.isEmpty() ? new Picture(0, bytes, 0, 0, false, 0) : cut.get(0);
        return Recorded.of(new Picture(seq++, first.jpeg(), first.widthPx(), first.heightPx(), first.whole(), 0), 0);
    }

    @Override
    public void close() {
        // no file stays open
    }
}
