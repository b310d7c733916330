package dev.skycrane.proto.dictionary;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import dev.skycrane.proto.v1.Channel;
import dev.skycrane.proto.v1.Limits;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One telemetry channel: a field of a group message of {@code Telemetry}. */
public final class ChannelType {
    /** Where a value stands against the limits. */
    public enum State {
        GREEN, YELLOW, RED
    }

    private static final int DEFAULT_PERSISTENCE = 3;

    private final FieldDescriptor group;
    private final FieldDescriptor field;
    private final Channel facts;
    private final EnumDescriptor states;

    ChannelType(FieldDescriptor group, FieldDescriptor field, Channel facts, EnumDescriptor states) {
        this.group = group;
        this.field = field;
        this.facts = facts;
        this.states = states;
    }

    /** {@code group.fieldUnit}, as the flight software declares it. */
    public String name() {
        return group.getJsonName() + "." + field.getJsonName();
    }

    /** Field of {@code Telemetry} that holds this channel's group. */
    public FieldDescriptor groupField() {
        return group;
    }

    /** Field of the group message. */
    public FieldDescriptor field() {
        return field;
    }

    public String unit() {
        return facts.getUnit();
    }

    public String description() {
        return facts.getDescription();
    }

    public Limits limits() {
        return facts.getLimits();
    }

    /** Whether any bound is declared. */
    public boolean isLimited() {
        Limits l = facts.getLimits();
        return l.hasRedLow() || l.hasYellowLow() || l.hasYellowHigh() || l.hasRedHigh();
    }

    /** Values in a row that raise an alarm, or clear it. */
    public int persistence() {
        return facts.getLimits().getPersistence() == 0 ? DEFAULT_PERSISTENCE : facts.getLimits().getPersistence();
    }

    /** Names of the states by value; empty for a channel without. */
    public Map<Integer, String> stateNames() {
        Map<Integer, String> names = new TreeMap<>();
        if (states != null) states.getValues().forEach(v -> names.put(v.getNumber(), v.getName()));
        return names;
    }

    /** Engineering value of a raw one. */
    public double calibrated(double raw) {
        if (facts.getCalibrationCount() == 0) return raw;
        double value = 0;
        for (int i = facts.getCalibrationCount() - 1; i >= 0; i--)
            value = value * raw + facts.getCalibration(i);
        return value;
    }

    /** Coefficients of the engineering value's polynomial in the raw one, constant first; none where both are the same. */
    public List<Double> calibration() {
        return facts.getCalibrationList();
    }

    /** Whether engineering and raw values differ. */
    public boolean isCalibrated() {
        return facts.getCalibrationCount() > 0;
    }

    /** Engineering value out of a {@code Telemetry} message; NaN if its group is absent. */
    public double value(Message telemetry) {
        if (!telemetry.hasField(group)) return Double.NaN;
        return calibrated(((Number) ((Message) telemetry.getField(group)).getField(field)).doubleValue());
    }

    public State state(double value) {
        Limits l = facts.getLimits();
        if (l.hasRedLow() && value < l.getRedLow() || l.hasRedHigh() && value > l.getRedHigh()) return State.RED;
        if (l.hasYellowLow() && value < l.getYellowLow() || l.hasYellowHigh() && value > l.getYellowHigh()) {
            return State.YELLOW;
        }
        return State.GREEN;
    }

    /** Name of a value of a channel with named states; null for other channels and unknown values. */
    public String stateName(double value) {
        if (states == null) return null;
        EnumValueDescriptor named = states.findValueByNumber((int) value);
        return named == null ? null : named.getName();
    }
}
