package dev.skycrane.hil.trial;

/**
 * What a campaign of trials is made of; together with class, terrain and scene it says every frame.
 *
 * @param framesPerClass rounded up to whole scenes
 * @param terrains different terrains per class
 * @param positionM largest error of the prior's position, east and north each
 * @param attitudeDeg 1-sigma of its attitude per axis
 * @param altitudeShare 1-sigma of its height, relative
 * @param mapErrors whether the map that the localisation carries has errors
 */
public record TrialSettings(long seed, int framesPerClass, int terrains, double positionM, double attitudeDeg,
        double altitudeShare, boolean mapErrors) {
    /** Frames under one sun with one camera and one map. */
    static final int SCENE_FRAMES = 100;

    int scenesPerTerrain() {
        int scenes = (framesPerClass + SCENE_FRAMES - 1) / SCENE_FRAMES;
        return (scenes + terrains - 1) / terrains;
    }

    /** One line that tells campaigns apart; how many frames is not part of it. */
    String identity() {
        return String.format(java.util.Locale.ROOT,
                "seed %d, %d terrains, priors wrong by %.0f m, %.3f deg, %.4f of height, map errors %b", seed, terrains,
                positionM, attitudeDeg, altitudeShare, mapErrors);
    }
}
