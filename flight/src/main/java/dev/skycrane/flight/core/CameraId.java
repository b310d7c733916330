package dev.skycrane.flight.core;

/** The EDL camera suite (dossier section 6.1) and the segment whose connection carries each. */
public enum CameraId {
    /** Parachute up-look cameras on the backshell. */
    PUC_A(Segment.BACKSHELL), PUC_B(Segment.BACKSHELL), PUC_C(Segment.BACKSHELL),
    /** Descent-stage down-look camera. */
    DDC(Segment.DESCENT),
    /** Rover up-look and down-look cameras. */
    RUC(Segment.ROVER), RDC(Segment.ROVER),
    /** Lander Vision System camera. */
    LCAM(Segment.ROVER);

    private final Segment segment;

    CameraId(Segment segment) {
        this.segment = segment;
    }

    public Segment segment() {
        return segment;
    }

    public int bit() {
        return 1 << ordinal();
    }
}
