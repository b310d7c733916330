package dev.skycrane.hil.bench;

import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.CameraModel;
import dev.skycrane.flight.trn.SiteMap;

/** Somebody else's way of localising a frame against a map, for {@code hil bench trn}. One frame at a time, in one thread. */
public interface TrnPeer {
    String name();

    /** Prepares what depends on the map alone; not measured. */
    void open(SiteMap map, CameraModel camera);

    /**
     * @param grey the frame, row-major
     * @param prior what is believed before; body and camera axes are the same
     * @param outMcmfM receives the camera's position
     * @return false when there is no fix
     */
    boolean locate(byte[] grey, VisionRequest prior, Vec3 outMcmfM);
}
