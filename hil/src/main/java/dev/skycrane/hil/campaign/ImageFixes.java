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

    ImageFixes(ParameterTable p, SiteMap map, Sun mapSun, long seed) {
        lcam = new LcamRenderer(p, map, mapSun, seed, Rows.sequential());
        vision = new VisionComputer(p, MountedCamera.lcam(p), map);
    }

    @Override
    public void localise(VisionRequest request, Truth truth, VisionFix out) {
        vision.process(request, lcam.frame(truth, truth.tick).data(), out);
    }
}
