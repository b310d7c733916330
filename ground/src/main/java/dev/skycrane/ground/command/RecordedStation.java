package dev.skycrane.ground.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.skycrane.ground.archive.Recorder;
import dev.skycrane.ground.archive.RecorderListener;
import dev.skycrane.ground.archive.RecordingIndex;
import dev.skycrane.ground.replay.EarlierRun;
import dev.skycrane.ground.station.Alarm;
import dev.skycrane.ground.station.LiveMission;
import dev.skycrane.ground.station.StationEvent;
import dev.skycrane.ground.station.Track;
import dev.skycrane.ground.station.TrackListener;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.v1.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A station with a folder: every run is recorded there, and a station that starts anew, however the one before it ended, has the
 * histories, events, pictures and alarms of the run that was heard last.
 */
final class RecordedStation implements RecorderListener, TrackListener, AutoCloseable {
    private static final String ALARM = "alarm";

    private final Path folder;
    private final String vehicle;
    private final RecordingIndex index;
    private final Recorder recorder;
    private final LiveMission mission;
    private final ObjectMapper json = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** @throws InputException when the folder cannot be made, written or read */
    RecordedStation(Path folder, String vehicle) {
        this.folder = folder;
        this.vehicle = vehicle;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InputException("recording: folder=" + folder + ", expected a folder that can be made", e);
        }
        index = RecordingIndex.open(folder);
        mission = new LiveMission(vehicle, this::track);
        mission.addListener(this);
        resume();
        recorder = Recorder.inFolder(folder, vehicle, index, this);
    }

    private void resume() {
        try {
            Long last = index.latestRun(vehicle);
            if (last != null) mission.onRun(last);
        } catch (SQLException e) {
            throw new InputException("recording: index=" + folder + ", expected a readable database (" + e.getMessage()
                    + ")", e);
        }
    }

    private Track track(long runId) {
        Path columns = folder.resolve(vehicle + "-" + Long.toHexString(runId) + ".columns");
        Track track = new Track("a", vehicle, runId, columns, entry -> EarlierRun.picture(files(runId), entry), true,
                () -> Long.MAX_VALUE, LiveMission::unixNs);
        try {
            List<Path> files = files(runId);
            if (!files.isEmpty()) EarlierRun.restore(files, track);
            for (String alarm : index.notes(runId, ALARM))
                track.restore(json.readValue(alarm, Alarm.class));
        } catch (InputException | SQLException | JsonProcessingException e) {
            // what cannot be read again is missing from the pages; the files are not touched
            track.say(StationEvent.ofStation("HISTORY_UNREADABLE", Severity.WARNING_HI, e.getMessage(), 0, LiveMission
                    .unixNs()));
        }
        return track;
    }

    private List<Path> files(long runId) {
        List<Path> files = new ArrayList<>();
        try {
            for (RecordingIndex.Segment segment : index.segments(runId))
                if (segment.frames() > 0 || segment.finished()) files.add(segment.path());
        } catch (SQLException e) {
            return List.of();
        }
        return files;
    }

    LiveMission mission() {
        return mission;
    }

    Recorder recorder() {
        return recorder;
    }

    @Override
    public void onAlarm(Track track, Alarm alarm) {
        try {
            index.note(track.runId(), ALARM, alarm.id(), json.writeValueAsString(alarm));
        } catch (SQLException | JsonProcessingException e) {
            // the alarm stands on the board; only a restart would not know of it
        }
    }

    @Override
    public void onStopped(String why) {
        say("RECORDING_STOPPED", Severity.WARNING_HI, "recording has stopped: " + why);
    }

    @Override
    public void onResumed(long lost) {
        say("RECORDING_RESUMED", Severity.ACTIVITY_HI, "recording goes on, " + lost + " frames were not written");
    }

    private void say(String name, Severity severity, String text) {
        for (Track track : mission.tracks())
            track.say(StationEvent.ofStation(name, severity, text, Math.max(0, track.heardNs()), LiveMission.unixNs()));
    }

    @Override
    public void close() {
        try {
            recorder.close();
        } finally {
            mission.close();
            index.close();
        }
    }
}
