package dev.skycrane.hil.rig.standin;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The options of {@code rpicam-vid} that matter here; others of its own are taken and ignored, unknown ones refused as it does. */
final class StandInOptions {
    private static final Set<String> FLAGS = Set.of("-n", "--nopreview", "--flush", "--inline", "--hflip", "--vflip",
            "--list-cameras", "--version", "-l", "--listen");
    private static final Map<String, String> SHORT = Map.of("-t", "--timeout", "-o", "--output", "-q", "--quality",
            "-v",
            "--verbose", "-n", "--nopreview", "-l", "--listen");
    private static final Set<String> VALUES = Set.of("--timeout", "--output", "--quality", "--verbose", "--camera",
            "--codec",
            "--width", "--height", "--framerate", "--shutter", "--gain", "--analoggain", "--awb", "--awbgains",
            "--denoise",
            "--sharpness", "--contrast", "--saturation", "--brightness", "--ev", "--roi", "--mode", "--tuning-file",
            "--buffer-count", "--metadata", "--metadata-format", "--save-pts", "--frames", "--lens-position",
            "--autofocus-mode");

    private final Map<String, String> given = new HashMap<>();

    /** @throws IllegalArgumentException with the program's own words */
    StandInOptions(String[] args) {
        for (int i = 0; i < args.length; i++) {
            String name = SHORT.getOrDefault(args[i], args[i]);
            if (FLAGS.contains(args[i]) || FLAGS.contains(name)) {
                given.put(name, "");
            } else if (VALUES.contains(name) && i + 1 < args.length) {
                given.put(name, args[++i]);
            } else {
                throw new IllegalArgumentException("unrecognised option '" + args[i] + "'");
            }
        }
    }

    boolean has(String name) {
        return given.containsKey(name);
    }

    String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    double number(String name, double otherwise) {
        String text = given.get(name);
        return text == null ? otherwise : Double.parseDouble(text);
    }

    int whole(String name, int otherwise) {
        return (int) number(name, otherwise);
    }
}
