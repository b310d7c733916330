package dev.skycrane.ground.analysis.motion;

import boofcv.abst.feature.detect.interest.ConfigPointDetector;
import boofcv.abst.feature.detect.interest.PointDetectorTypes;
import boofcv.abst.tracker.PointTrack;
import boofcv.abst.tracker.PointTracker;
import boofcv.alg.tracker.klt.ConfigPKlt;
import boofcv.factory.tracker.FactoryPointTracker;
import boofcv.struct.image.GrayF32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows corners from frame to frame (Shi and Tomasi, CVPR 1994; Bouguet's pyramid of Lucas and Kanade's tracker), new ones where old ones are lost.
 * Frames come in order; one thread.
 */
public final class FeatureTracks {
    private static final int MOST = 350;
    private static final int LEAST = 220;
    private static final int APART_PX = 8;
    private static final int TEMPLATE_PX = 4;
    private static final int LEVELS = 4;
    /** Followed forth and back a corner comes back to where it was within this, px. */
    private static final double BACK_PX = 0.8;

    private final PointTracker<GrayF32> tracker;
    private final List<Map<Long, double[]>> history = new ArrayList<>();
    private boolean first = true;

    /** A corner in one frame and in the next, px. */
    public record Pair(double fromX, double fromY, double toX, double toY) {}

    public FeatureTracks() {
        ConfigPKlt klt = ConfigPKlt.levels(LEVELS);
        klt.templateRadius = TEMPLATE_PX;
        klt.toleranceFB = BACK_PX;
        klt.pruneClose = true;
        ConfigPointDetector detector = new ConfigPointDetector();
        detector.type = PointDetectorTypes.SHI_TOMASI;
        detector.general.maxFeatures = MOST;
        detector.general.radius = APART_PX;
        detector.general.threshold = 1;
        tracker = FactoryPointTracker.klt(klt, detector, GrayF32.class, GrayF32.class);
    }

    /** Corners that the frame before this one and this one show; none for the first. */
    public List<Pair> next(GrayF32 grey) {
        tracker.process(grey);
        List<Pair> pairs = new ArrayList<>();
        for (PointTrack track : tracker.getActiveTracks(null)) {
            double[] before = track.getCookie();
            if (before != null) pairs.add(new Pair(before[0], before[1], track.pixel.x, track.pixel.y));
        }
        if (first || tracker.getTotalActive() < LEAST) tracker.spawnTracks();
        first = false;
        Map<Long, double[]> corners = new HashMap<>();
        for (PointTrack track : tracker.getActiveTracks(null)) {
            double[] place = {track.pixel.x, track.pixel.y};
            track.setCookie(place);
            corners.put(track.featureId, place);
        }
        history.add(corners);
        return pairs;
    }

    /** Places of all corners by their number, px, a map for each frame so far. */
    public List<Map<Long, double[]>> history() {
        return history;
    }
}
