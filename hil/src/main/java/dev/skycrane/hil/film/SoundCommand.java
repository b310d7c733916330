package dev.skycrane.hil.film;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.flight.refly.RecordedRun;
import dev.skycrane.flight.refly.RunStart;
import dev.skycrane.ground.sound.Sound;
import dev.skycrane.ground.sound.SoundFile;
import dev.skycrane.hil.landing.SiteSource;
import dev.skycrane.hil.terrain.Rows;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.site.MapPackageFiles;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hil sound}: what the microphone of a recorded landing heard. */
@Command(name = "sound", mixinStandardHelpOptions = true, description = {
    "Makes what the microphone of a recorded landing heard, as WAV of 24 kHz, from its re-flown truth.",
    "A microphone that died (fault microphoneDead@TIME, as Perseverance's) has recorded nothing from then on."}, footer = {
        "",
        "Examples:", "  hil sound landing.mcap --out descent.wav",
        "  hil sound landing.mcap --from 345 --out touchdown.wav", "then: ground audio descent.wav --out sound"})
public final class SoundCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RECORDING", description = "The recording of the landing, MCAP.")
    private Path recording;
    @Option(names = "--out", paramLabel = "F.wav", required = true, description = "The sound.")
    private Path out;
    @Option(names = "--from", paramLabel = "S", defaultValue = "0", description = "From this time on, s after entry interface; the microphone is switched on for straighten-up.")
    private double fromS;
    @Option(names = "--to", paramLabel = "S", defaultValue = "100000", description = "To this time.")
    private double toS;
    @Option(names = "--map", paramLabel = "DIR", description = "The run's map package, where the recording's scenario does not find it.")
    private Path map;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!(fromS < toS)) throw InputException.of("usage", "--from", fromS, "less than --to " + toS);
        Path folder = out.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(out))
            throw InputException.of("usage", "--out", out, "a file in a folder that can be written");
        RecordedRun run = RecordedRun.open(recording);
        PrintWriter log = spec.commandLine().getOut();
        log.printf("Flying %s again%n", recording);
        log.flush();
        ParameterTable p = RunStart.parameters(run.header());
        MapPackage site = map != null ? MapPackageFiles.read(map) : new SiteSource(p).load(Rows.sequential());
        Reflown.Result flown = Reflown.fly(run, site);
        TruthTrack track = flown.track();
        if (track.isEmpty())
            throw InputException.of("recording", "file", recording, "a landing that has come to straighten-up");
        double begin = Math.max(fromS, Tick.toSeconds(track.firstTick()));
        Sound sound = new MicrophoneSound(track, run.header().getSeed()).between(begin, toS, track.microphoneDeadS());
        if (sound.samples().length == 0)
            throw InputException.of("sound", "samples", 0, track.microphoneDeadS() <= begin
                    ? "a microphone that records: this one was silent from " + String.format(Locale.ROOT, "%.2f s on",
                            track
                                    .microphoneDeadS())
                    : "a time within the landing");
        int held = SoundFile.write(sound, out);
        if (flown.cut() != null) log.println("  the recording is cut: " + flown.cut());
        if (track.microphoneDeadS() < toS && !Double.isInfinite(track.microphoneDeadS()))
            log.printf(Locale.ROOT, "  the microphone is silent from %.2f s on%n", track.microphoneDeadS());
        log.printf(Locale.ROOT, "%s: %.1f s from E+%.2f s, %d samples clipped%n", out, sound.seconds(), begin,
                Math.max(held, sound
                        .clipped()));
        log.flush();
        return CommandProgram.DONE;
    }
}
