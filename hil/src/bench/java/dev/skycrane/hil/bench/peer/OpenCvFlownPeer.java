package dev.skycrane.hil.bench.peer;

/** The same at the scale of the flown search: a map of 12 m cells (dossier section 5.2). */
public final class OpenCvFlownPeer extends OpenCvTemplatePeer {
    public OpenCvFlownPeer() {
        super(12);
    }

    @Override
    public String name() {
        return "OpenCV template, 12 m";
    }
}
