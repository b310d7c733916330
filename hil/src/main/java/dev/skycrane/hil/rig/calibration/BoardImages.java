package dev.skycrane.hil.rig.calibration;

import dev.skycrane.hil.locate.Pictures;
import dev.skycrane.proto.InputException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The board in a folder of pictures of one camera.
 *
 * @param widthPx of all pictures
 * @param heightPx of all pictures
 * @param views pictures in which it was found
 * @param without names of those in which it was not
 * @param sha256 over the bytes of all pictures with the board, in order of name
 */
record BoardImages(int widthPx, int heightPx, List<BoardView> views, List<String> without, String sha256) {
    /**
     * Looks through a folder.
     *
     * @param match glob that the file names must match
     * @param progress told after each picture
     * @throws InputException if there are no pictures, or of different sizes
     */
    static BoardImages find(Path folder, String match, BoardFinder finder, Consumer<String> progress) {
        List<Path> files = list(folder, match);
        MessageDigest digest = newDigest();
        List<BoardView> views = new ArrayList<>();
        List<String> without = new ArrayList<>();
        Pictures.Grey first = null;
        for (Path file : files) {
            String name = file.getFileName().toString();
            Pictures.Grey picture;
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(file);
                picture = Pictures.read(file);
            } catch (IOException e) {
                throw InputException.of("calibration", "picture", file, "a whole picture");
            }
            if (first == null) first = picture;
            if (picture.width() != first.width() || picture.height() != first.height()) {
                throw InputException.of("calibration", name, picture.width() + "x" + picture.height(),
                        "pictures of one camera and mode, " + first.width() + "x" + first.height());
            }
            BoardView view = finder.find(name, picture.pixels(), picture.width(), picture.height());
            if (view == null) {
                without.add(name);
            } else {
                views.add(view);
                digest.update(bytes);
            }
            progress.accept(name + (view == null ? ": no board" : ": " + view.size() + " corners"));
        }
        return new BoardImages(first.width(), first.height(), views, without,
                HexFormat.of().formatHex(digest.digest()));
    }

    private static List<Path> list(Path folder, String match) {
        if (!Files.isDirectory(folder))
            throw InputException.of("calibration", "--images", folder, "a folder of pictures");
        PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + match);
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> found = all.filter(Pictures::isPicture).filter(f -> glob.matches(f.getFileName())).sorted()
                    .toList();
            if (found.isEmpty()) {
                throw InputException.of("calibration", "--images", folder, "jpg, png or pgm files that match " + match);
            }
            return found;
        } catch (IOException e) {
            throw InputException.of("calibration", "--images", folder, "a folder that can be read");
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 belongs to every Java", e);
        }
    }
}
