package dev.skycrane.ground.web;

import java.util.List;
import java.util.Map;

/**
 * What the routes answer, as records that become JSON by their component names. {@code t}: on-board seconds since entry interface.
 * {@code ...Ms}: wall clock, ms since 1970. NaN becomes null.
 */
final class Answers {
    private Answers() {}

    @Doc("Refused.")
    record Refusal(@Doc("what: name=value, expected ...") String error) {}

    @Doc("Where the mission stands.")
    record ClockState(@Doc("live or replay") String mode, double t, double receivedMs,
            @Doc("waiting, live, silent, playing, paused or ended") String state,
            @Doc("times real time, 0 as fast as it goes; null live") double speedAsked,
            @Doc("over the last second; null live") double speedAchieved, double behindS) {}

    @Doc("One run.")
    record TrackInfo(String id, String name, @Doc("hexadecimal") String runId, String scenario, long seed,
            String software, double startT, @Doc("known so far; in a replay the end of the recording") double endT,
            double indexedToT) {}

    record Status(String mode, String vehicle, String software, ClockState clock, List<TrackInfo> tracks,
            @Doc("open WebSockets") int viewers) {}

    record StateName(int value, String name) {}

    @Doc("Absent bounds are null; red is outside yellow.")
    record LimitSet(Double redLow, Double yellowLow, Double yellowHigh, Double redHigh) {}

    record Channel(String name, String group, String field, String unit, String description,
            @Doc("float, integer or state") String kind, List<StateName> states,
            @Doc("null for a channel without") LimitSet limits,
            @Doc("values in a row that raise an alarm") int persistence) {}

    record EventKind(int code, String name, String severity, List<String> args, boolean calledOut) {}

    record Camera(String name, String segment, String description) {}

    record DictionaryAnswer(List<Channel> channels, List<EventKind> events, List<Camera> cameras) {}

    record Value(double value, @Doc("name of the state, or null") String text,
            @Doc("green, yellow, red, or null without limits") String state) {}

    record Latest(String track, @Doc("null before the first packet") double t, double receivedMs,
            Map<String, Value> values) {}

    record History(String track, String channel, String unit, boolean truncated,
            @Doc("t, receivedMs, value") List<double[]> points) {}

    record BucketList(String track, String channel, String unit, double fromT, double toT,
            @Doc("startT, endT, count, min, max, last; empty ones are left out") List<double[]> buckets) {}

    @Doc("Columns. Not reduced: min and max are absent, last is every value.")
    record Column(boolean reduced, double[] t, double[] min, double[] max, double[] last) {}

    record Series(String track, double fromT, double toT, Map<String, Column> series) {}

    record Event(long id, String track, double t, double receivedMs, long tick, int code, String name,
            @Doc("DEBUG, ACTIVITY_LO, ACTIVITY_HI, COMMAND, WARNING_LO, WARNING_HI, FATAL") String severity,
            String text, @Doc("what is spoken, or null") String callOut, Map<String, Double> args,
            @Doc("flight or ground") String origin) {}

    record Events(String track, boolean truncated, List<Event> events) {}

    record CallOut(double t, String text, String severity) {}

    record CallOuts(String track, List<CallOut> callOuts) {}

    record Image(String track, String camera, int image, String segment, double exposureT, long exposureTick,
            int exposureUs, @Doc("of the last chunk so far") double receivedMs, int width, int height, String format,
            int sizeBytes, int chunkCount, int chunksReceived,
            @Doc("closed ranges of missing chunks") List<int[]> missing, boolean complete, String url,
            String thumbUrl) {}

    record CameraState(String camera, String segment, int seen, int complete, int incomplete,
            @Doc("newest complete one, or null") Image latest) {}

    record Cameras(String track, List<CameraState> cameras) {}

    record Images(String track, boolean truncated, List<Image> images) {}

    @Doc("A picture with what the vehicle knew when it was exposed.")
    record Sidecar(Image image, @Doc("navigation channels at the exposure") Map<String, Double> pose,
            @Doc("localisation channels at the exposure") Map<String, Double> vision,
            @Doc("landmarks matched in it, or null") Matches matches) {}

    @Doc("Landmarks that localisation matched in a picture.")
    record Matches(String track, String camera, long exposureTick, @Doc("coarse or fine") String mode,
            @Doc("whether a fix came of it") boolean fix,
            @Doc("u px, v px, residual u px, residual v px, kept 1 or 0, map eastM, map northM") List<double[]> landmarks) {}

    @Doc("A layer of the map: edges in metres of the target, and where its picture is.")
    record SiteLayer(double eastMinM, double northMinM, double eastMaxM, double northMaxM, String url) {}

    record SiteHeights(int columns, int rows, String url) {}

    @Doc("The landing site.")
    record Site(String name, double targetLatDeg, double targetLonDeg, @Doc("map coordinates") double targetEastM,
            @Doc("map coordinates") double targetNorthM, @Doc("above the areoid") double targetElevationM,
            SiteLayer appearance, @Doc("or null") SiteLayer hazard, SiteHeights elevation) {}

    record Segment(String segment, long framesSent, long framesReceived, long bytesReceived, long lost, boolean cut,
            long cutTick, long crcErrors, long malformed, long duplicates, long linkLost) {}

    record MissingFrames(String stream, long first, long last, long frames) {}

    record ImageAccount(long taken, long complete, long cutBySeparation, long lost) {}

    record Link(@Doc("hexadecimal, or null before the first frame") String run, List<Segment> segments,
            List<MissingFrames> gaps, Map<String, ImageAccount> images,
            @Doc("the vehicle's own drop counters") Map<String, Long> drops,
            @Doc("the station's: otherRun, unknown, listenerErrors, queueDrops") Map<String, Long> station) {}

    @Doc("unix time = offsetNs + (1 + driftPpm/1e6) * onboard time; null before the first packet.")
    record Correlation(double offsetNs, double driftPpm, double residualNs, int samples) {}

    record Delay(double p50Ms, double p99Ms, double maxMs) {}

    record Time(String track, Correlation correlation, @Doc("above the least one") Delay delay,
            @Doc("median time from exposure to last chunk, on-board s, by camera") Map<String, Double> exposureToReceiptS) {}

    record AlarmState(String id, String track, String source, @Doc("yellow or red") String severity, boolean active,
            @Doc("until it is over and acknowledged") boolean latched, boolean acknowledged, String acknowledgedBy,
            String comment, double acknowledgedMs, boolean shelved, double shelvedUntilMs, double value, double limit,
            double triggerT, double clearT, double worstValue, long violations, String text) {}

    record Alarms(String track, List<AlarmState> alarms) {}

    @Doc("What one says when acknowledging or shelving.")
    record AlarmNote(String author, String comment, @Doc("shelving only, 0 to 86400") long seconds) {}

    record Phase(String name, double startT, @Doc("null for the present one") double endT) {}

    record Target(double eastM, double northM, double hazard, double divertM, double t) {}

    @Doc("Correction that a map-relative fix made.")
    record Fix(double t, double eastM, double northM, double upM, double inliers, double residualPx) {}

    record Landing(String track, List<Phase> phases, @Doc("null before it is selected") Target target, List<Fix> fixes,
            @Doc("t, eastM, northM, upM, altitudeAglM, speedMps, sigmaEastM, sigmaNorthM") List<double[]> groundTrack) {}

    record Health(String status, String mode, String state, double silentS, int tracks, long rows) {}
}
