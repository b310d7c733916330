package dev.skycrane.hil.bench.peer;

import nu.pattern.OpenCV;
import org.opencv.core.Core;

/** Loads the native library, which works in one thread from then on. */
final class OpenCvLibrary {
    private static boolean loaded;

    private OpenCvLibrary() {}

    static synchronized void load() {
        if (loaded) return;
        OpenCV.loadLocally();
        try {
            // its clean-up at the end of the process wants this class when the loader of the peers is closed
            Class.forName("nu.pattern.OpenCV$TemporaryDirectory$2");
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        loaded = true;
        Core.setNumThreads(1);
    }
}
