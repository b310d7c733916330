package dev.skycrane.proto.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nowNs;

    private Progress progress(long all, long before) {
        return new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, "film", "pictures", all,
                before, () -> nowNs);
    }

    private String told() {
        return bytes.toString(StandardCharsets.UTF_8).replace("\r", "");
    }

    @Test
    void shortWorkSaysNothing() {
        try (Progress p = progress(3, 0)) {
            for (int i = 0; i < 3; i++) {
                nowNs += 3_000_000_000L;
                p.step();
            }
        }
        assertEquals("", told());
    }

    @Test
    void longWorkTellsCountRateAndRestEveryTenSeconds() {
        try (Progress p = progress(100, 0)) {
            for (int i = 0; i < 50; i++) {
                nowNs += 500_000_000L;
                p.step();
            }
        }
        assertEquals("film: 20 of 100 pictures, 2.0 a second, 40 s left\n"
                + "film: 40 of 100 pictures, 2.0 a second, 30 s left\n", told());
    }

    @Test
    void aNoteStandsAtTheEndOfTheLine() {
        try (Progress p = progress(100, 0)) {
            nowNs += 10_000_000_000L;
            p.step("3 not landed");
        }
        assertEquals("film: 1 of 100 pictures, 0.1 a second, 990 s left, 3 not landed\n", told());
    }

    @Test
    void whatAnEarlierRunLeftCountsButNotForTheRate() {
        try (Progress p = progress(100, 60)) {
            nowNs += 10_000_000_000L;
            p.step();
        }
        assertEquals("film: 60 of 100 pictures are there already\n"
                + "film: 61 of 100 pictures, 0.1 a second, 390 s left\n", told());
    }
}
