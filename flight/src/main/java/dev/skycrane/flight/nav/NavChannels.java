package dev.skycrane.flight.nav;

import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;

/** Navigation's telemetry: group {@code nav} of the dictionary. */
final class NavChannels {
    private static final String[] NAMES = {"rMcmfXM", "rMcmfYM", "rMcmfZM", "vMcmfXMps", "vMcmfYMps", "vMcmfZMps",
        "qMcmfFromBodyW", "qMcmfFromBodyX", "qMcmfFromBodyY", "qMcmfFromBodyZ", "omegaBodyXRadps",
        "omegaBodyYRadps", "omegaBodyZRadps", "specificForceXMps2", "specificForceYMps2", "specificForceZMps2",
        "eastM", "northM", "upM", "vEastMps", "vNorthMps", "vUpMps", "latRad", "lonRad", "altitudeAglM", "speedMps",
        "flightPathAngleRad", "headingRad", "dragMps2", "liftMps2", "mach", "dynamicPressurePa", "sigmaEastM",
        "sigmaNorthM", "sigmaUpM", "sigmaVEastMps", "sigmaVNorthMps", "sigmaVUpMps", "sigmaAttitudeRad",
        "radarLocked", "mapRelative"};
    private static final String[] COUNTERS = {"radarRangeUsedCount", "radarVelocityUsedCount", "radarRejectedCount",
        "radarReopenedCount", "radarInnovationSigma", "visionUsedCount", "visionRejectedCount", "visionLateCount",
        "imuCoastedCount"};
    private final ChannelBuffer channels;
    private final int first;
    private final int firstCounter;
    private int next;

    NavChannels(ChannelBuffer channels) {
        this.channels = channels;
        first = declare(channels, NAMES);
        firstCounter = declare(channels, COUNTERS);
    }

    private static int declare(ChannelBuffer channels, String[] names) {
        int first = channels.size();
        for (String name : names)
            channels.declare("nav." + name);
        return first;
    }

    void set(NavState s) {
        next = first;
        put(s.rMcmfM);
        put(s.vMcmfMps);
        put(s.qMcmfFromBody);
        put(s.omegaBodyRadps);
        put(s.specificForceBodyMps2);
        put(s.rEnuM);
        put(s.vEnuMps);
        put(s.latRad);
        put(s.lonRad);
        put(s.altitudeAglM);
        put(s.speedMps);
        put(s.flightPathAngleRad);
        put(s.headingRad);
        put(s.dragMps2);
        put(s.liftMps2);
        put(s.mach);
        put(s.dynamicPressurePa);
        put(s.sigmaREnuM);
        put(s.sigmaVEnuMps);
        put(s.sigmaAttitudeRad);
        put(s.radarLocked ? 1 : 0);
        put(s.mapRelative ? 1 : 0);
    }

    void setCounters(RadarUpdate radar, VisionUpdate vision, ImuConditioner imu) {
        next = firstCounter;
        put(radar.rangesUsed());
        put(radar.velocitiesUsed());
        put(radar.rejected());
        put(radar.reopened());
        put(radar.lastNormalised());
        put(vision.used());
        put(vision.rejected());
        put(vision.late());
        put(imu.coastedTicks());
    }

    private void put(double value) {
        channels.set(next++, value);
    }

    private void put(Vec3 v) {
        put(v.x);
        put(v.y);
        put(v.z);
    }

    private void put(Quat q) {
        put(q.w);
        put(q.x);
        put(q.y);
        put(q.z);
    }
}
