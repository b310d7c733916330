package dev.skycrane.flight.guidance;

import dev.skycrane.flight.core.ChannelBuffer;

/** Telemetry of the guidance command and of the powered approach: part of group {@code guidance} of the dictionary. */
public final class CommandChannels {
    private final ChannelBuffer channels;
    private final int mode;
    private final int bank;
    private final int thrust;
    private final int engines;
    private final int timeToGo;
    private final int planCount;
    private final int planInLimits;
    private final int backshellClearance;

    public CommandChannels(ChannelBuffer channels) {
        this.channels = channels;
        mode = channels.declare("guidance.mode");
        bank = channels.declare("guidance.bankCommandRad");
        thrust = channels.declare("guidance.thrustCommandN");
        engines = channels.declare("guidance.engineCount");
        timeToGo = channels.declare("guidance.timeToGoS");
        planCount = channels.declare("guidance.planCount");
        planInLimits = channels.declare("guidance.planInLimits");
        backshellClearance = channels.declare("guidance.backshellClearanceM");
    }

    public void set(GuidanceCommand command, PoweredGuidance powered) {
        channels.set(mode, command.mode.ordinal());
        channels.set(bank, command.bankRad);
        channels.set(thrust, command.thrustN);
        channels.set(engines, command.engineCount);
        channels.set(timeToGo, powered.timeToGoS());
        channels.set(planCount, powered.plans());
        channels.set(planInLimits, powered.planInLimits() ? 1 : 0);
        channels.set(backshellClearance, powered.backshellClearanceM());
    }
}
