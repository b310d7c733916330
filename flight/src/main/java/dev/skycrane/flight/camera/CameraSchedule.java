package dev.skycrane.flight.camera;

import dev.skycrane.flight.command.CommandDispatcher;
import dev.skycrane.flight.command.CommandHandler;
import dev.skycrane.flight.command.CommandResult;
import dev.skycrane.flight.core.ActuatorFrame;
import dev.skycrane.flight.core.CameraId;
import dev.skycrane.flight.core.ChannelBuffer;
import dev.skycrane.flight.core.CommandCode;
import dev.skycrane.flight.core.Digest;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.Phase;
import dev.skycrane.flight.core.Pyro;
import dev.skycrane.flight.core.Tick;
import java.util.Arrays;
import java.util.List;

/**
 * When each EDL camera exposes: parachute cameras from shortly before the mortar to the release of the backshell, fast around the
 * inflation; the rover's down-look camera from straighten-up, still behind the heat shield, to after the touchdown (its 238 s of pictures
 * put the flown start near E+195 s, dossier section 6.1); descent-stage and up-look cameras in the sky crane,
 * the latter into the flyaway (intent: Maki et al. 2020, dossier section 6.1). LCAM is triggered by the localisation; here it is
 * only counted.
 */
public final class CameraSchedule {
    private static final CameraId[] CAMERAS = CameraId.values();
    private static final long NEVER = Long.MAX_VALUE;
    /** Those the ground may control; LCAM belongs to the localisation. */
    private static final List<String> CONTROLLED = Arrays.stream(CAMERAS).filter(c -> c != CameraId.LCAM)
            .map(CameraId::name).toList();

    private final ChannelBuffer channels;
    private final int firstCountChannel;
    private final int triggerChannel;
    private final int[] periodTicks = new int[CAMERAS.length];
    private final int pucBurstPeriodTicks;
    private final long pucLeadTicks;
    private final long pucBurstTicks;
    private final long rdcTailTicks;
    private final long rucTailTicks;

    private final long[] counts = new long[CAMERAS.length];
    private long sufrTick = NEVER;
    private long mortarTick = NEVER;
    private long skyCraneTick = NEVER;
    private long cutTick = NEVER;
    /** Cameras whose rate came by command: it holds in the burst after the mortar too. */
    private int commandedBits;
    private int exposeNowBits;

    public CameraSchedule(ParameterTable p, ChannelBuffer channels) {
        this.channels = channels;
        for (CameraId camera : CAMERAS) {
            if (camera != CameraId.LCAM) periodTicks[camera.ordinal()] = CameraSettings.of(p, camera).periodTicks;
        }
        pucBurstPeriodTicks = CameraSettings.ticks(p.scalar("camera.puc.burstRateHz", "Hz", 4, 0, 32,
                "live rate around the inflation; flown 75 Hz, then 30 Hz (dossier section 6.1)"));
        pucLeadTicks = Tick.fromSeconds(p.scalar("camera.puc.startAfterSufrS", "s", 12, 0, 60,
                "start of the parachute cameras after straighten-up began; the mortar came 16.8 s after it"));
        pucBurstTicks = Tick.fromSeconds(p.scalar("camera.puc.burstS", "s", 4, 0, 120,
                "length of the fast recording after the mortar"));
        rdcTailTicks = Tick.fromSeconds(p.scalar("camera.rdc.afterCutS", "s", 24, 0, 120,
                "recording of the down-look camera after the bridle is cut"));
        rucTailTicks = Tick.fromSeconds(p.scalar("camera.ruc.afterCutS", "s", 10, 0, 120,
                "recording of the up-look camera after the bridle is cut: the flyaway"));
        firstCountChannel = channels.size();
        for (String name : new String[]{"pucA", "pucB", "pucC", "ddc", "ruc", "rdc", "lcam"})
            channels.declare("camera." + name + "TriggerCount");
        triggerChannel = channels.declare("camera.triggerBits");
    }

    /** Start-up: rates can be changed and single pictures taken by command. */
    public void register(CommandDispatcher commands) {
        commands.handle(CommandCode.CAMERA_RATE, new CommandHandler() {
            @Override
            public List<String> targets() {
                return CONTROLLED;
            }

            @Override
            public CommandResult execute(int target, double value) {
                if (!(value >= 0 && value <= CameraSettings.MAX_RATE_HZ)) return CommandResult.BAD_VALUE;
                periodTicks[target] = CameraSettings.ticks(value);
                commandedBits |= 1 << target;
                return CommandResult.EXECUTED;
            }
        });
        commands.handle(CommandCode.CAMERA_EXPOSE, new CommandHandler() {
            @Override
            public List<String> targets() {
                return CONTROLLED;
            }

            @Override
            public CommandResult execute(int target, double value) {
                exposeNowBits |= 1 << target;
                return CommandResult.EXECUTED;
            }
        });
    }

    /** Adds this tick's exposures to {@code out}, whose pyros and LCAM trigger are already set. */
    public void step(Phase phase, ActuatorFrame out) {
        long tick = out.tick;
        noteTimes(phase, out);
        int bits = out.cameraTriggerBits;
        for (int i = 0; i < CAMERAS.length; i++) {
            boolean now = (exposeNowBits & 1 << i) != 0 || exposes(CAMERAS[i], tick);
            if (now && !out.isCut(CAMERAS[i].segment())) bits |= 1 << i;
        }
        exposeNowBits = 0;
        out.cameraTriggerBits = bits;
        for (int i = 0; i < CAMERAS.length; i++) {
            if ((bits & 1 << i) != 0) counts[i]++;
            channels.set(firstCountChannel + i, counts[i]);
        }
        channels.set(triggerChannel, bits);
    }

    private void noteTimes(Phase phase, ActuatorFrame out) {
        if (sufrTick == NEVER && phase == Phase.SUFR) sufrTick = out.tick;
        if (mortarTick == NEVER && out.fired(Pyro.MORTAR)) mortarTick = out.tick;
        if (skyCraneTick == NEVER && phase == Phase.THROTTLE_DOWN) skyCraneTick = out.tick;
        if (cutTick == NEVER && out.fired(Pyro.BRIDLE_CUT)) cutTick = out.tick;
    }

    private boolean exposes(CameraId camera, long tick) {
        return switch (camera) {
            case PUC_A, PUC_B, PUC_C -> parachute(camera, tick);
            case DDC -> due(tick, skyCraneTick, cutTick, periodTicks[camera.ordinal()]);
            case RUC -> due(tick, skyCraneTick, after(cutTick, rucTailTicks), periodTicks[camera.ordinal()]);
            case RDC -> due(tick, sufrTick, after(cutTick, rdcTailTicks), periodTicks[camera.ordinal()]);
            case LCAM -> false;
        };
    }

    /** The three run one tick apart, so that their pictures do not all arrive at once. */
    private boolean parachute(CameraId camera, long tick) {
        long shift = camera.ordinal() - CameraId.PUC_A.ordinal();
        long start = after(sufrTick, pucLeadTicks);
        long burstEnd = after(mortarTick, pucBurstTicks);
        if (mortarTick < start) start = mortarTick;
        boolean burst = tick - shift < burstEnd && (commandedBits & camera.bit()) == 0;
        return due(tick - shift, start, NEVER, burst ? pucBurstPeriodTicks : periodTicks[camera.ordinal()]);
    }

    private static long after(long tick, long ticks) {
        return tick == NEVER ? NEVER : tick + ticks;
    }

    private static boolean due(long tick, long start, long end, int period) {
        return period > 0 && tick >= start && tick < end && (tick - start) % period == 0;
    }

    /** Exposures ordered so far. */
    public long count(CameraId camera) {
        return counts[camera.ordinal()];
    }

    public void foldInto(Digest digest) {
        for (long count : counts)
            digest.fold(count);
        if (commandedBits != 0) digest.fold(commandedBits);
    }
}
