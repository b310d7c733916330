package dev.skycrane.hil.bench.peer;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDMatch;
import org.opencv.features2d.BFMatcher;
import org.opencv.features2d.Feature2D;
import org.opencv.features2d.ORB;
import org.opencv.core.Core;

/** ORB, 4000 features of the frame against 16000 of the map, all with all. */
public final class OpenCvOrbPeer extends OpenCvFeaturePeer {
    private final List<Mat> map = new ArrayList<>();
    private BFMatcher matcher;

    public OpenCvOrbPeer() {
        super(1);
    }

    @Override
    public String name() {
        return "OpenCV ORB";
    }

    @Override
    Feature2D ofMap() {
        return ORB.create(16000, 1.2f, 4);
    }

    @Override
    Feature2D ofFrame() {
        return ORB.create(4000, 1.2f, 4);
    }

    @Override
    void train(Mat mapDescriptors) {
        matcher = BFMatcher.create(Core.NORM_HAMMING, false);
        map.add(mapDescriptors);
        matcher.add(map);
    }

    @Override
    List<MatOfDMatch> nearest(Mat frameDescriptors) {
        List<MatOfDMatch> out = new ArrayList<>();
        matcher.knnMatch(frameDescriptors, out, 2);
        return out;
    }
}
