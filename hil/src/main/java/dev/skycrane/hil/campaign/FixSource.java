package dev.skycrane.hil.campaign;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.hil.plant.Truth;

/** Answers the flight software's requests for a map-relative fix, within the request's time: nothing is ever late. */
interface FixSource {
    /** Works out the answer to a request from the truth at its exposure. */
    void localise(VisionRequest request, Truth truth, VisionFix out);
}
