package dev.skycrane.proto.dictionary;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import dev.skycrane.proto.v1.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text with places for numbers: {@code {name}} or {@code {name:format}}, the format as in {@link java.util.Formatter} for a
 * double, without the percent sign ({@code .1f}), or the name of an enum beside the events ({@code AbortCode}), whose value's name
 * is put there in small letters, without its first word.
 */
final class TextTemplate {
    private static final String DEFAULT_FORMAT = "%s";

    /** A stretch of text, then the argument with its format or the enum of its names; index -1 = no argument. */
    private record Part(String literal, int index, String format, EnumDescriptor names) {
        String text(double value) {
            if (names == null) return String.format(Locale.ROOT, format, value);
            EnumValueDescriptor code = names.findValueByNumber((int) value);
            if (code == null) return "code " + (int) value;
            return code.getName().substring(code.getName().indexOf('_') + 1).toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    private final List<Part> parts = new ArrayList<>();

    /**
     * @param args names in the order in which values come
     * @throws IllegalArgumentException if the text names something else
     */
    TextTemplate(String text, List<String> args) {
        int at = 0;
        while (at < text.length()) {
            int open = text.indexOf('{', at);
            if (open < 0) {
                parts.add(new Part(text.substring(at), -1, "", null));
                return;
            }
            int close = text.indexOf('}', open);
            if (close < 0) throw new IllegalArgumentException("event text: open brace in \"" + text + "\"");
            parts.add(part(text.substring(at, open), text.substring(open + 1, close), args));
            at = close + 1;
        }
    }

    private static Part part(String literal, String place, List<String> args) {
        int colon = place.indexOf(':');
        String name = colon < 0 ? place : place.substring(0, colon);
        int index = args.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("event text: argument=" + name + ", expected one of " + args);
        }
        if (colon >= 0 && Character.isUpperCase(place.charAt(colon + 1))) {
            EnumDescriptor names = Events.getDescriptor().findEnumTypeByName(place.substring(colon + 1));
            if (names == null) {
                throw new IllegalArgumentException("event text: enum=" + place + ", expected one beside the events");
            }
            return new Part(literal, index, "", names);
        }
        String format = colon < 0 ? DEFAULT_FORMAT : "%" + place.substring(colon + 1);
        String.format(Locale.ROOT, format, 0.0); // a wrong format shows at start-up, not at the event
        return new Part(literal, index, format, null);
    }

    /** The text with the values in their places; a value that is missing prints as {@code ?}. */
    String format(double... values) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            out.append(part.literal());
            if (part.index() < 0) continue;
            out.append(part.index() < values.length ? part.text(values[part.index()]) : "?");
        }
        return out.toString();
    }
}
