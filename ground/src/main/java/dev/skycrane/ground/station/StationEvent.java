package dev.skycrane.ground.station;

import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.EventType;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.Severity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened.
 *
 * @param id            number within its log
 * @param tick          on-board tick
 * @param onboardNs     on-board time, ns since tick 0
 * @param receiptUnixNs wall clock at receipt
 * @param code          of the dictionary; 0 for the station's own
 * @param name          of the code
 * @param text          with its numbers in place
 * @param callOut       what is spoken; empty for nothing
 * @param args          numbers by name
 * @param ground        made by the station
 */
public record StationEvent(long id, long tick, long onboardNs, long receiptUnixNs, int code, String name,
        Severity severity, String text, String callOut, Map<String, Double> args, boolean ground) {

    /** An event of the flight software, in the words of the dictionary. */
    static StationEvent of(EventRecord record, long receiptUnixNs) {
        EventType type = Dictionary.standard().event(record.getCodeValue());
        if (type == null) {
            return new StationEvent(0, record.getTick(), record.getOnboardNs(), receiptUnixNs, record.getCodeValue(),
                    "CODE_" + record.getCodeValue(), Severity.SEVERITY_UNSPECIFIED,
                    "event " + record.getCodeValue() + ", not in this station's dictionary", "", Map.of(), false);
        }
        double[] values = record.getArgsList().stream().mapToDouble(Double::doubleValue).toArray();
        Map<String, Double> args = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(values.length, type.args().size()); i++)
            args.put(type.args().get(i), values[i]);
        return new StationEvent(0, record.getTick(), record.getOnboardNs(), receiptUnixNs, type.code(), type.name(),
                type.severity(), type.text(values), type.callOut(values), args, false);
    }

    /** An event of the station itself. */
    public static StationEvent ofStation(String name, Severity severity, String text, long onboardNs,
            long receiptUnixNs) {
        return new StationEvent(0, 0, onboardNs, receiptUnixNs, 0, name, severity, text, "", Map.of(), true);
    }

    StationEvent withId(long newId) {
        return new StationEvent(newId, tick, onboardNs, receiptUnixNs, code, name, severity, text, callOut, args,
                ground);
    }
}
