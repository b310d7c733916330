package dev.skycrane.ground.archive;

/** Hears of the recorder's troubles, on the recorder's thread. */
public interface RecorderListener {
    /** Nobody. */
    RecorderListener NOBODY = new RecorderListener() {
    };

    /** The disk takes nothing more; frames are not written from now on. */
    default void onStopped(String why) {}

    /** Frames are written again. @param lost how many were not, in between */
    default void onResumed(long lost) {}
}
