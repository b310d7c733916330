package dev.skycrane.ground.web;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;

/** Numbers as short as they can be, NaN as null; unknown keys are refused. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(numbers());

    private Json() {}

    private static SimpleModule numbers() {
        SimpleModule module = new SimpleModule();
        JsonSerializer<Double> one = new JsonSerializer<>() {
            @Override
            public void serialize(Double v, JsonGenerator out, SerializerProvider all) throws IOException {
                number(out, v);
            }
        };
        module.addSerializer(Double.class, one);
        module.addSerializer(double.class, one);
        module.addSerializer(double[].class, new JsonSerializer<>() {
            @Override
            public void serialize(double[] values, JsonGenerator out, SerializerProvider all) throws IOException {
                out.writeStartArray();
                for (double v : values)
                    number(out, v);
                out.writeEndArray();
            }
        });
        return module;
    }

    /** Longest exact text that is kept; above it, a number that is a float prints as one. */
    private static final int SHORT = 14;

    /** A float prints as {@code 0.1}, not {@code 0.10000000149011612}; a time, which is a count of 1/64 s, in full. */
    static void number(JsonGenerator out, double v) throws IOException {
        if (!Double.isFinite(v)) {
            out.writeNull();
        } else if (v == Math.rint(v) && Math.abs(v) < 1e15) {
            out.writeNumber((long) v);
        } else {
            String exact = Double.toString(v);
            out.writeNumber(exact.length() > SHORT && (float) v == v ? Float.toString((float) v) : exact);
        }
    }

    static String text(Object answer) {
        try {
            return MAPPER.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
