package dev.skycrane.hil.rig.stimulus;

import dev.skycrane.hil.rig.calibration.Prewarp;

/** A screen that can show everything bent, so that the camera sees it straight. */
public interface BendableScreen extends Screen {
    /** From now on; what stands there is shown again. */
    void bend(Prewarp prewarp);
}
