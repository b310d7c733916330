package dev.skycrane.ground.panorama;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.proto.InputException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * A finished panorama.
 *
 * @param canvas where its pixels look
 * @param bands one of grey or three of red, green and blue, 0 to 255, rows first
 * @param alignment of its frames
 * @param gains that evened their exposures, by frame
 * @param seamSteepness how much steeper the picture is across the cuts than beside them; NaN without cuts
 */
record Panorama(Canvas canvas, float[][] bands, Alignment alignment, double[] gains, double seamSteepness) {
    /** @param pxPerRad resolution, or 0: that of the frames */
    static Panorama of(Alignment alignment, double pxPerRad) {
        Canvas canvas = Canvas.around(alignment, pxPerRad);
        List<Layer> layers = new ArrayList<>();
        for (Frame f : alignment.frames())
            layers.add(Layer.of(f, alignment.lens(), canvas));
        double[] gains = Exposure.gains(layers, canvas);
        Seams seams = new Seams(canvas, layers, gains);
        int colours = 1;
        for (Layer l : layers)
            colours = Math.max(colours, l.bands.length);
        float[][] bands = new float[colours][];
        for (int b = 0; b < colours; b++)
            bands[b] = Blend.band(canvas, layers, gains, seams, b);
        float[] grey = bands[0].clone();
        if (colours == 3) {
            for (int i = 0; i < grey.length; i++)
                grey[i] = (bands[0][i] + bands[1][i] + bands[2][i]) / 3;
        }
        return new Panorama(canvas, bands, alignment, gains, seams.steepness(grey));
    }

    BufferedImage image() {
        boolean grey = bands.length == 1;
        BufferedImage image = new BufferedImage(canvas.width(), canvas.height(),
                grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        int[] row = new int[canvas.width()];
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                int at = y * row.length + x;
                int v = 0;
                for (float[] band : bands)
                    v = v << 8 | Math.round(band[at]);
                row[x] = v;
            }
            if (grey) image.getRaster().setSamples(0, y, row.length, 1, 0, row);
            else
                image.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return image;
    }

    /** Writes the picture, PNG or JPEG by its name, and beside it the same name with {@code .json}: where it looks. */
    void write(Path file) {
        String name = file.getFileName().toString();
        String format = name.toLowerCase(java.util.Locale.ROOT).matches(".*\\.jpe?g") ? "jpg" : "png";
        Path beside = file.resolveSibling(name + ".part");
        Path json = file.resolveSibling(name.replaceFirst("\\.[^.]*$", "") + ".json");
        Path jsonBeside = file.resolveSibling(name + ".json.part");
        try {
            if (file.toAbsolutePath().getParent() != null) Files.createDirectories(file.toAbsolutePath().getParent());
            if (!ImageIO.write(image(), format, beside.toFile())) throw new IOException("no writer for " + format);
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(jsonBeside.toFile(), json());
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            Files.move(jsonBeside, json, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new InputException("panorama: --out=" + file + ", expected a place that can be written", e);
        }
    }

    private ObjectNode json() {
        ObjectNode out = new ObjectMapper().createObjectNode();
        out.put("projection", "cylindrical, azimuth by column and elevation by row, both evenly");
        out.put("width", canvas.width()).put("height", canvas.height());
        out.put("pxPerDeg", Math.toRadians(canvas.pxPerRad()));
        out.put("leftAzimuthDeg", Math.toDegrees(canvas.leftRad()));
        out.put("topElevationDeg", Math.toDegrees(canvas.topRad()));
        out.put("fullRound", canvas.full());
        out.put("focalPx", alignment.lens().focalPx()).put("radialDistortion", alignment.lens().radial());
        out.put("tiePoints", alignment.tiePoints()).put("residualRmsPx", alignment.rmsPx());
        if (!Double.isNaN(seamSteepness)) out.put("seamSteepness", seamSteepness);
        ArrayNode frames = out.putArray("frames");
        for (int i = 0; i < gains.length; i++) {
            Frame f = alignment.frames().get(i);
            frames.addObject().put("file", f.name()).put("az_deg", Math.toDegrees(f.pointing().azimuthRad()))
                    .put("el_deg", Math.toDegrees(f.pointing().elevationRad()))
                    .put("roll_deg", Math.toDegrees(f.pointing().rollRad())).put("gain", gains[i]);
        }
        return out;
    }
}
