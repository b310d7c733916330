package dev.skycrane.hil.camera;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The camera program of Raspberry Pi OS: {@code rpicam-vid}, before mid 2025 also {@code libcamera-vid}. {@code raspivid} is another
 * program and not this one. Contract as of rpicam-apps 1.8 to 1.13.
 *
 * @param command the program and whatever stands before its options
 */
public record RpicamProgram(List<String> command) {
    /** Names looked for on the path, the first found is taken. */
    private static final List<String> NAMES = List.of("rpicam-vid", "libcamera-vid");
    private static final long ANSWER_LIMIT_S = 10;
    private static final Pattern CAMERA = Pattern
            .compile("^(\\d+) : (\\S+) \\[(\\d+)x(\\d+)(?: (\\d+)-bit (\\S+))?\\] \\((.+)\\)$");
    private static final Pattern MODE = Pattern
            .compile("(\\d+)x(\\d+) \\[([\\d.]+) fps - \\((\\d+), (\\d+)\\)/(\\d+)x(\\d+) crop\\]");

    /** A camera of the list with the modes it offers. */
    public record Listed(int index, String sensor, int widthPx, int heightPx, String path, List<Mode> modes) {}

    /** A sensor mode. */
    public record Mode(int widthPx, int heightPx, double maxRateHz) {}

    /** @throws CameraFault if there is no such program on the path */
    public static RpicamProgram find(String path) throws CameraFault {
        for (String name : NAMES) {
            for (String folder : path.split(java.io.File.pathSeparator)) {
                Path file = Path.of(folder.isEmpty() ? "." : folder, name);
                if (Files.isExecutable(file)) return new RpicamProgram(List.of(file.toString()));
            }
        }
        throw new CameraFault("camera: program=absent, expected rpicam-vid (package rpicam-apps)", false,
                CameraEvent.Kind.NO_CAMERA);
    }

    /** What the program says of its own version, as it says it. */
    public String version() throws CameraFault, InterruptedException {
        return ask("--version").strip();
    }

    /** The cameras it sees; empty if none. */
    public List<Listed> cameras() throws CameraFault, InterruptedException {
        return parseList(ask("--list-cameras"));
    }

    private String ask(String option) throws CameraFault, InterruptedException {
        List<String> line = new ArrayList<>(command);
        line.add(option);
        try {
            Process process = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            process.getOutputStream().close();
            byte[] answer = process.getInputStream().readNBytes(1 << 20);
            if (!process.waitFor(ANSWER_LIMIT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new CameraFault("camera: " + option + "=no answer, expected one in " + ANSWER_LIMIT_S + " s",
                        true);
            }
            return new String(answer, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new CameraFault("camera: program=" + command.get(0) + ", expected one that starts", false);
        }
    }

    /** Reads what {@code --list-cameras} prints. Modes stand in the lines under their camera, formats before the first of theirs. */
    static List<Listed> parseList(String text) {
        List<Listed> found = new ArrayList<>();
        for (String line : text.lines().toList()) {
            Matcher camera = CAMERA.matcher(line.strip());
            if (camera.matches()) {
                found.add(new Listed(Integer.parseInt(camera.group(1)), camera.group(2),
                        Integer.parseInt(camera.group(3)),
                        Integer.parseInt(camera.group(4)), camera.group(7), new ArrayList<>()));
                continue;
            }
            Matcher mode = MODE.matcher(line);
            if (!found.isEmpty() && mode.find()) {
                found.get(found.size() - 1).modes().add(new Mode(Integer.parseInt(mode.group(1)),
                        Integer.parseInt(mode.group(2)), Double.parseDouble(mode.group(3))));
            }
        }
        return found;
    }

    /**
     * The whole command for a stream of pictures to stdout and records to a FIFO: quality 90 instead of 50, no denoising,
     * sharpening or colour, everything automatic off, each picture flushed.
     */
    public List<String> streaming(CaptureSettings asked, int camera, Path metadataFifo) {
        List<String> line = new ArrayList<>(command);
        line.addAll(List.of("-n", "-t", "0", "--camera", "" + camera, "--codec", "mjpeg", "-q", "90", "--width",
                "" + asked.widthPx(), "--height", "" + asked.heightPx(), "--framerate", number(asked.rateHz()),
                "--shutter",
                "" + asked.exposureUs(), "--gain", number(asked.gain()), "--awbgains", "1,1", "--denoise", "cdn_off",
                "--sharpness", "0", "--saturation", "0", "--flush", "-o", "-", "--metadata", metadataFifo.toString(),
                "--metadata-format", "txt"));
        return line;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? "" + (long) value : String.format(Locale.ROOT, "%.4f", value);
    }
}
