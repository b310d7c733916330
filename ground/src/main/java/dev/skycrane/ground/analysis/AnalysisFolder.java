package dev.skycrane.ground.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skycrane.proto.InputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;

/** The folder of the results. A file appears under its name when it is whole. */
final class AnalysisFolder {
    private final Path folder;
    private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** @throws InputException when the folder cannot be made */
    AnalysisFolder(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException("usage: --out=" + folder + ", expected a folder that can be made", e);
        }
    }

    ObjectNode node() {
        return mapper.createObjectNode();
    }

    /** Writes a table. @return its name */
    String table(String name, String header, List<String> rows) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        rows.forEach(r -> text.append(r).append('\n'));
        replace(name, text.toString().getBytes(StandardCharsets.UTF_8));
        return name;
    }

    /** Writes a plot as PNG. @return its name */
    String plot(String name, XYChart chart) throws IOException {
        return picture(name, BitmapEncoder.getBufferedImage(chart));
    }

    /** Writes a picture as PNG. @return its name */
    String picture(String name, BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        if (!ImageIO.write(image, "png", out)) throw new IOException("picture: no writer for png");
        replace(name, out.toByteArray());
        return name;
    }

    /** Writes {@code analysis.json} and the page. */
    void finish(String title, List<Reading> readings, List<String> notes) throws IOException {
        ObjectNode root = node();
        root.put("format", 1).put("title", title);
        for (Reading r : readings)
            root.set(r.key(), r.json());
        notes.forEach(root.putArray("notes")::add);
        replace("analysis.json", mapper.writeValueAsBytes(root));
        replace("index.html", page(title, readings, notes).getBytes(StandardCharsets.UTF_8));
    }

    private static String page(String title, List<Reading> readings, List<String> notes) throws IOException {
        StringBuilder body = new StringBuilder();
        for (Reading r : readings) {
            body.append("<section id=\"").append(r.key()).append("\"><h2>").append(escaped(r.title())).append(
                    "</h2>\n<ul>");
            r.results().forEach(line -> body.append("<li>").append(escaped(line)).append("</li>"));
            body.append("</ul>\n");
            for (String file : r.files())
                if (file.endsWith(".png"))
                    body.append("<a href=\"").append(file).append("\"><img loading=\"lazy\" src=\"")
                            .append(file).append("\" alt=\"").append(file).append("\"></a>\n");
            body.append("<p class=\"files\">");
            for (String file : r.files())
                if (!file.endsWith(".png"))
                    body.append("<a href=\"").append(file).append("\">").append(file).append("</a> ");
            body.append("</p></section>\n");
        }
        if (!notes.isEmpty()) {
            body.append("<section><h2>Notes</h2><ul>");
            notes.forEach(n -> body.append("<li>").append(escaped(n)).append("</li>"));
            body.append("</ul></section>\n");
        }
        try (InputStream frame = AnalysisFolder.class.getResourceAsStream("analysis.html")) {
            if (frame == null) throw new IOException("analysis.html=not there, expected it in the program");
            return new String(frame.readAllBytes(), StandardCharsets.UTF_8).replace("{title}", escaped(title)).replace(
                    "{body}", body);
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** A number for a table or a sentence; empty for one that is none. */
    static String number(String format, double v) {
        return Double.isNaN(v) ? "" : String.format(Locale.ROOT, format, v);
    }

    private void replace(String name, byte[] bytes) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.write(part, bytes);
        Files.move(part, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
}
