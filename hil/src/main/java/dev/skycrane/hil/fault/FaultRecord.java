package dev.skycrane.hil.fault;

/**
 * What became of an injected fault; serialised in the landing report.
 *
 * @param timeS when it was asked to begin, s
 * @param injected whether it changed anything
 * @param injectedAtS when it first did; null if never
 * @param detected whether the flight software raised the events that it should
 * @param detectedAtS when the first of them came; null if never
 * @param evidence what was changed, and the event with its text
 */
public record FaultRecord(String name, double timeS, boolean injected, Double injectedAtS, boolean detected,
        Double detectedAtS, String evidence) {
    /** An effect and an event. */
    public boolean confirmed() {
        return injected && detected;
    }
}
