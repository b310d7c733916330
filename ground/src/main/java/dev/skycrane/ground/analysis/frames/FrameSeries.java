package dev.skycrane.ground.analysis.frames;

import boofcv.struct.image.GrayF32;
import dev.skycrane.ground.picture.Bands;
import dev.skycrane.ground.product.Footage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Pictures of one camera over a stretch of time as a measurement takes them: times and pixels. All are readable and of one size; what is not
 * is left out and told. What the footage's own table says of a picture is given by {@link #told} alone, for comparisons.
 */
public final class FrameSeries {
    private final String camera;
    private final double focalPx;
    private final int width;
    private final int height;
    private final List<Footage.Picture> pictures;

    private FrameSeries(String camera, double focalPx, int width, int height, List<Footage.Picture> pictures) {
        this.camera = camera;
        this.focalPx = focalPx;
        this.width = width;
        this.height = height;
        this.pictures = pictures;
    }

    /**
     * The pictures of a camera from a time on and before another.
     *
     * @param notes told what is left out, one line each
     */
    public static FrameSeries of(Footage.Camera camera, double fromS, double toS, List<String> notes) {
        List<Footage.Picture> good = new ArrayList<>();
        Map<Long, Integer> counts = new HashMap<>();
        List<Long> sizes = new ArrayList<>();
        int unreadable = 0;
        for (Footage.Picture p : camera.pictures()) {
            if (!(p.timeS() >= fromS && p.timeS() < toS)) continue;
            long size = size(p);
            if (size == 0) {
                unreadable++;
                continue;
            }
            good.add(p);
            sizes.add(size);
            counts.merge(size, 1, Integer::sum);
        }
        if (unreadable > 0)
            notes.add(camera.name() + ": unreadable pictures=" + unreadable + ", expected 0; they are left out");
        long most = counts.entrySet().stream().max(Map.Entry.<Long, Integer>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).orElse(0L);
        List<Footage.Picture> kept = new ArrayList<>();
        for (int i = 0; i < good.size(); i++)
            if (sizes.get(i) == most) kept.add(good.get(i));
        int width = (int) (most >>> 32);
        int height = (int) most;
        if (kept.size() < good.size()) {
            notes.add(camera.name() + ": sizes=" + counts.size() + ", expected one: " + (good.size() - kept.size())
                    + " of " + good.size() + " pictures are not " + width + " x " + height + " and left out");
        }
        return new FrameSeries(camera.name(), camera.focalPx(), width, height, kept);
    }

    /** Columns and rows of a picture in one number; 0 for one that cannot be read. */
    private static long size(Footage.Picture p) {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(p.source().bytes()))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) return 0;
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return (long) reader.getWidth(0) << 32 | reader.getHeight(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException broken) {
            // readers throw either for a damaged file; the caller counts it
            return 0;
        }
    }

    public String camera() {
        return camera;
    }

    /** Focal length, px; not a number where nobody said. */
    public double focalPx() {
        return focalPx;
    }

    /** The same pictures with a focal length that somebody says. */
    public FrameSeries withFocalPx(double px) {
        return new FrameSeries(camera, px, width, height, pictures);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public int size() {
        return pictures.size();
    }

    public boolean isEmpty() {
        return pictures.isEmpty();
    }

    /** Middle of the exposure, s. */
    public double timeS(int i) {
        double exposureS = told(i, "exposureS");
        return pictures.get(i).timeS() + (exposureS > 0 ? 0.5 * exposureS : 0);
    }

    public double[] timesS() {
        double[] out = new double[size()];
        for (int i = 0; i < out.length; i++)
            out[i] = timeS(i);
        return out;
    }

    public String name(int i) {
        return pictures.get(i).name();
    }

    /** What the footage's table says of a picture; not a number where it says nothing. Never an input of a measurement. */
    public double told(int i, String column) {
        String text = pictures.get(i).about().get(column);
        if (text == null || text.isEmpty()) return Double.NaN;
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException words) {
            return Double.NaN;
        }
    }

    /** Whether the table has a column for all pictures. */
    public boolean tells(String column) {
        return !isEmpty() && pictures.stream().allMatch(p -> p.about().containsKey(column));
    }

    /** @throws IOException for a picture whose body is damaged */
    public BufferedImage image(int i) throws IOException {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(pictures.get(i).source().bytes()));
        } catch (RuntimeException damaged) {
            throw new IOException(camera + ": picture=" + name(i) + ", expected one that can be read", damaged);
        }
        if (image == null) throw new IOException(camera + ": picture=" + name(i) + ", expected one that can be read");
        return image;
    }

    /** Its bands, 0 to 255. @throws IOException for a picture whose body is damaged */
    public GrayF32[] bands(int i) throws IOException {
        return Bands.of(image(i));
    }

    /** One band: the picture itself when it is grey, else the mean of red, green and blue. */
    public GrayF32 grey(int i) throws IOException {
        return grey(bands(i));
    }

    /** One band of some. */
    public static GrayF32 grey(GrayF32[] bands) {
        if (bands.length == 1) return bands[0];
        GrayF32 out = new GrayF32(bands[0].width, bands[0].height);
        for (int k = 0; k < out.data.length; k++)
            out.data[k] = (bands[0].data[k] + bands[1].data[k] + bands[2].data[k]) / 3;
        return out;
    }
}
