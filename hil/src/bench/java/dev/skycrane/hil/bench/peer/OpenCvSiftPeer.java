package dev.skycrane.hil.bench.peer;

import java.util.ArrayList;
import java.util.List;
import org.opencv.core.Mat;
import org.opencv.core.MatOfDMatch;
import org.opencv.features2d.Feature2D;
import org.opencv.features2d.FlannBasedMatcher;
import org.opencv.features2d.SIFT;

/** SIFT, 4000 features of the frame against 30000 of the map through kd-trees. */
public final class OpenCvSiftPeer extends OpenCvFeaturePeer {
    private FlannBasedMatcher matcher;

    public OpenCvSiftPeer() {
        super(1);
    }

    @Override
    public String name() {
        return "OpenCV SIFT";
    }

    @Override
    Feature2D ofMap() {
        return SIFT.create(30000, 3, 0.02);
    }

    @Override
    Feature2D ofFrame() {
        return SIFT.create(4000, 3, 0.02);
    }

    @Override
    void train(Mat mapDescriptors) {
        matcher = FlannBasedMatcher.create();
        matcher.add(List.of(mapDescriptors));
        matcher.train();
    }

    @Override
    List<MatOfDMatch> nearest(Mat frameDescriptors) {
        List<MatOfDMatch> out = new ArrayList<>();
        matcher.knnMatch(frameDescriptors, out, 2);
        return out;
    }
}
