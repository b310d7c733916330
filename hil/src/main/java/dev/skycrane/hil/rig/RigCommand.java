package dev.skycrane.hil.rig;

import dev.skycrane.hil.rig.calibration.CalibrateCommand;
import dev.skycrane.hil.rig.run.IntakeCommand;
import dev.skycrane.hil.rig.run.RunCommand;
import dev.skycrane.hil.rig.run.SoakCommand;
import picocli.CommandLine.Command;

/** {@code hil rig}: a camera that looks at a screen, in the loop. */
@Command(name = "rig", mixinStandardHelpOptions = true, description = "The camera rig: a Raspberry Pi camera looks at a screen instead of Mars.", footer = {
    "", "Example:", "  hil rig calibrate --images views --board chessboard:9x6:25 --out camera.yaml"}, subcommands = {
        CalibrateCommand.class, RunCommand.class, SoakCommand.class, IntakeCommand.class})
public final class RigCommand {}
