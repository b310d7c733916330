package dev.skycrane.flight.umbilical;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.trn.MatchedLandmarks;
import dev.skycrane.proto.v1.LandmarkMatches;

/** What localisation matched in a frame, as a message for {@link Umbilical#offerTelemetry}. */
public final class LandmarkEncoder {
    private LandmarkEncoder() {}

    /**
     * @param camera name of the camera as in its pictures
     * @param fix the answer for the same frame
     */
    public static LandmarkMatches encode(String camera, VisionFix fix, MatchedLandmarks landmarks) {
        LandmarkMatches.Builder out = LandmarkMatches.newBuilder().setCamera(camera)
                .setExposureTick(fix.exposureTick).setMode(fix.mode.ordinal())
                .setFix(fix.status == VisionFix.Status.FIX);
        for (int k = 0; k < landmarks.size; k++) {
            out.addU(landmarks.u[k]).addV(landmarks.v[k]).addResidualU(landmarks.u[k] - landmarks.predictedU[k])
                    .addResidualV(landmarks.v[k] - landmarks.predictedV[k]).addEastM((float) landmarks.eastM[k])
                    .addNorthM((float) landmarks.northM[k]).addKept(landmarks.kept[k]);
        }
        return out.build();
    }
}
