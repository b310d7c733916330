package dev.skycrane.proto.dictionary;

import dev.skycrane.proto.v1.Event;
import dev.skycrane.proto.v1.Severity;
import java.util.List;

/** One kind of event. */
public final class EventType {
    private final int code;
    private final String name;
    private final Event facts;
    private final TextTemplate text;
    private final TextTemplate callOut;

    EventType(int code, String name, Event facts) {
        this.code = code;
        this.name = name;
        this.facts = facts;
        text = new TextTemplate(facts.getText(), facts.getArgsList());
        callOut = new TextTemplate(facts.getCallOut(), facts.getArgsList());
    }

    public int code() {
        return code;
    }

    /** Name of the code, upper case with underscores. */
    public String name() {
        return name;
    }

    public Severity severity() {
        return facts.getSeverity();
    }

    /** Names of the arguments in order, with units. */
    public List<String> args() {
        return facts.getArgsList();
    }

    /** What happened, with the numbers that decided it. */
    public String text(double... values) {
        return text.format(values);
    }

    public boolean isCalledOut() {
        return !facts.getCallOut().isEmpty();
    }

    /** What the announcer says; empty if not announced. */
    public String callOut(double... values) {
        return callOut.format(values);
    }

    /** Name in landing reports; empty if not reported. */
    public String reportName() {
        return facts.getReportName();
    }
}
