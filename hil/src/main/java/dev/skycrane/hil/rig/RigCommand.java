package dev.skycrane.hil.rig;

import dev.skycrane.hil.rig.calibration.CalibrateCommand;
import dev.skycrane.hil.rig.doctor.DoctorCommand;
import dev.skycrane.hil.rig.doctor.ListCommand;
import dev.skycrane.hil.rig.guide.GuideCommand;
import dev.skycrane.hil.rig.run.IntakeCommand;
import dev.skycrane.hil.rig.run.PracticeCommand;
import dev.skycrane.hil.rig.run.ReplayCommand;
import dev.skycrane.hil.rig.run.RunCommand;
import dev.skycrane.hil.rig.run.SoakCommand;
import dev.skycrane.hil.rig.run.StimulusCommand;
import dev.skycrane.hil.rig.strobe.StrobeCommand;
import picocli.CommandLine.Command;

/** {@code hil rig}: a camera that looks at a screen, in the loop. */
@Command(name = "rig", mixinStandardHelpOptions = true, description = "The camera rig: a Raspberry Pi camera looks at a screen instead of Mars.", footer = {
    "", "Example:", "  hil rig run --bench virtual --mode lockstep --report rig.json --page rig.html"}, subcommands = {
        DoctorCommand.class, ListCommand.class, CalibrateCommand.class, RunCommand.class, ReplayCommand.class,
        SoakCommand.class, IntakeCommand.class, StimulusCommand.class, PracticeCommand.class, GuideCommand.class,
        StrobeCommand.class})
public final class RigCommand {}
