package dev.skycrane.hil.landing;

import dev.skycrane.flight.camera.CameraFrame;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.SensorFrame;

/** Flight software, with its vision computer, that runs elsewhere. */
interface FlightPort {
    /**
     * One tick.
     *
     * @param in gains what arrived there: fixes of the vision computer, commands
     * @param out its answer, overwritten whole
     */
    void step(SensorFrame in, ActuatorFrame out);

    /** A picture of any camera; other threads than the loop's. */
    void picture(CameraFrame picture);

    /** LCAM did not answer its trigger. */
    void noPicture(long exposureTick);
}
