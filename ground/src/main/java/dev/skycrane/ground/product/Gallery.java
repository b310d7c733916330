package dev.skycrane.ground.product;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Static pages of raw pictures: {@code raw/} the pictures as they are, {@code thumbs/} small ones, {@code pictures.js} what is known of them,
 * {@code index.html} the page, which works from the disk without a server.
 */
final class Gallery {
    private static final int THUMB_WIDTH = 200;
    private final Footage footage;
    private final Path folder;
    private final int every;
    private final List<String> damaged = new ArrayList<>();

    /** @param every 1 for all pictures, N for every Nth of a camera */
    Gallery(Footage footage, Path folder, int every) {
        this.footage = footage;
        this.folder = folder;
        this.every = every;
    }

    /** Pictures that are left out, a line each. */
    List<String> damaged() {
        return damaged;
    }

    void write(Runnable progress) throws IOException {
        Files.createDirectories(folder.resolve("raw"));
        Files.createDirectories(folder.resolve("thumbs"));
        ObjectMapper json = new ObjectMapper();
        ArrayNode list = json.createArrayNode();
        for (Footage.Camera camera : footage.cameras()) {
            for (int i = 0; i < camera.pictures().size(); i += every) {
                picture(camera, camera.pictures().get(i), list);
                progress.run();
            }
        }
        Files.writeString(folder.resolve("pictures.js"), "const TITLE=" + json.writeValueAsString(footage.title())
                + ";\nconst PICTURES=" + json.writeValueAsString(list) + ";\n");
        try (InputStream page = Gallery.class.getResourceAsStream("gallery.html")) {
            if (page == null) throw new IOException("gallery.html=not there, expected it in the program");
            Files.writeString(folder.resolve("index.html"), new String(page.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void picture(Footage.Camera camera, Footage.Picture p, ArrayNode list) throws IOException {
        byte[] bytes = p.source().bytes();
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
        if (image == null) {
            damaged.add(camera.name() + ": picture=" + p.name() + ", expected a JPEG; left out");
            return;
        }
        Files.write(folder.resolve("raw").resolve(p.name()), bytes);
        ImageIO.write(small(image), "jpeg", folder.resolve("thumbs").resolve(p.name()).toFile());
        ObjectNode node = list.addObject().put("file", p.name()).put("camera", camera.name())
                .put("t", p.timeS()).put("phase", phase(p)).put("w", image.getWidth()).put("h", image.getHeight());
        ObjectNode about = node.putObject("about");
        p.about().forEach((k, v) -> {
            if (!v.isEmpty()) about.put(k, v);
        });
    }

    private String phase(Footage.Picture p) {
        String own = p.about().get("phase");
        if (own != null) return own;
        int row = footage.track().at(p.timeS());
        return row < 0 ? "" : footage.track().phase()[row];
    }

    private static BufferedImage small(BufferedImage image) {
        int height = Math.max(1, image.getHeight() * THUMB_WIDTH / image.getWidth());
        BufferedImage out = new BufferedImage(THUMB_WIDTH, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = out.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, 0, 0, THUMB_WIDTH, height, null);
        g.dispose();
        return out;
    }
}
