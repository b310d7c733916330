package dev.skycrane.flight.core;

/** One accepted command as the input of a tick; a slot that is filled again and again. */
public final class Telecommand {
    /** A hazardous command is armed, then fired. */
    public enum Step {
        DIRECT, ARM, FIRE
    }

    /** Rises with every command of a run. */
    public long counter;
    public CommandCode code = CommandCode.NO_OP;
    public Step step = Step.DIRECT;
    /** Index among the targets of the code's handler; 0 for a command without target. */
    public int target;
    /** Meaning and unit by the code; 0 for a command without value. */
    public double value;

    public void copyFrom(Telecommand o) {
        counter = o.counter;
        code = o.code;
        step = o.step;
        target = o.target;
        value = o.value;
    }

    /** Same action, whatever counter and step. */
    public boolean isSameAction(Telecommand o) {
        return code == o.code && target == o.target && value == o.value;
    }
}
