package dev.skycrane.hil.campaign;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.flight.trn.MountedCamera;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.flight.trn.VisionComputer;
import dev.skycrane.hil.plant.Truth;
import dev.skycrane.hil.render.LcamRenderer;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.hil.terrain.Sun;

/** Fixes from rendered pictures: the same renderer and the same vision computer as in a single landing, in the caller's thread. */
final class ImageFixes implements FixSource {
    private final LcamRenderer lcam;
    private final VisionComputer vision;

    /** @param groundSun light of the ground's picture @param carried the map that the pictures are matched with */
    ImageFixes(ParameterTable p, SiteMap ground, Sun groundSun, SiteMap carried, long seed) {
        lcam = new LcamRenderer(p, ground, groundSun, seed, Rows.sequential());
        vision = new VisionComputer(p, MountedCamera.lcam(p), carried);
    }

    @Override
    public void localise(VisionRequest request, Truth truth, VisionFix out) {
        vision.process(request, lcam.frame(truth, truth.tick).data(), out);
    }
}
