package dev.skycrane.hil.fault;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.core.SensorFrame;
import dev.skycrane.flight.core.Switch;
import dev.skycrane.flight.core.Tick;
import dev.skycrane.hil.plant.Truth;
import java.util.Locale;

/** IMU, switches, microphone, time stamps. */
final class SensorFaults {
    private SensorFaults() {}

    static final class ImuDropout extends Injector {
        private static final String[] AXES = {"gyro x", "gyro y", "gyro z", "accelerometer x", "accelerometer y",
            "accelerometer z"};
        private final int axis;
        private final long ticks;

        ImuDropout(ParameterTable p) {
            axis = p.integer("scenario.fault.imuDropout.axis", "1", 1, 0, 5,
                    "axis that drops out: 0-2 gyro, 3-5 accelerometer");
            ticks = Math.max(1, Tick.fromSeconds(p.scalar("scenario.fault.imuDropout.durationS", "s", 1, 0.02, 600,
                    "length of the dropout")));
        }

        @Override
        String subject() {
            return AXES[axis] + " withheld";
        }

        @Override
        boolean isMeant(double firstArgument) {
            return firstArgument == axis;
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (changes() >= ticks) return;
            in.imuValidBits &= ~(1 << axis);
            if (axis < 3) in.deltaAngleRad[axis] = 0;
            else
                in.deltaVelocityMps[axis - 3] = 0;
            changed(in.tick);
        }
    }

    static Injector heatShieldSwitch(ParameterTable p) {
        return new StuckSwitch(Switch.HEAT_SHIELD_SEPARATED);
    }

    static Injector roverSwitch(ParameterTable p) {
        return new StuckSwitch(Switch.ROVER_SEPARATED);
    }

    static Injector bridleSwitch(ParameterTable p) {
        return new StuckSwitch(Switch.BRIDLE_FULL);
    }

    /** Keeps the state of the switch as it is when the fault begins. */
    private static final class StuckSwitch extends Injector {
        private final Switch which;
        private boolean begun;
        private boolean stuckSet;

        StuckSwitch(Switch which) {
            this.which = which;
        }

        @Override
        String subject() {
            return which + " kept at " + (stuckSet ? 1 : 0);
        }

        @Override
        boolean isMeant(double firstArgument) {
            return firstArgument == which.ordinal();
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (!begun) stuckSet = in.isSet(which);
            begun = true;
            if (in.isSet(which) == stuckSet) return;
            in.switchBits ^= which.bit();
            changed(in.tick);
        }
    }

    static final class MicrophoneDead extends Injector {
        MicrophoneDead(ParameterTable p) {}

        @Override
        String subject() {
            return "microphone without answer";
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            in.silentDeviceBits |= SensorFrame.MICROPHONE_BIT;
            changed(in.tick);
        }
    }

    static final class BusClockJump extends Injector {
        private final double jumpS;

        BusClockJump(ParameterTable p) {
            jumpS = p.scalar("scenario.fault.busClockJump.jumpS", "s", 10, -3600, 3600, "jump of the bus's clock");
        }

        @Override
        String subject() {
            return String.format(Locale.ROOT, "time stamps moved by %.3f s", jumpS);
        }

        @Override
        void sense(Truth truth, SensorFrame in) {
            if (in.radarBeam < 0) return;
            in.radarTick += Tick.fromSeconds(jumpS);
            changed(in.tick);
        }
    }
}
