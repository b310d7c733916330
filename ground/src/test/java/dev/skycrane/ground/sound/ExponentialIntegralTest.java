package dev.skycrane.ground.sound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExponentialIntegralTest {
    /** Abramowitz and Stegun, tables 5.1 and 5.2. */
    @ParameterizedTest
    @CsvSource({"0.01,4.0379295765", "0.5,0.5597735948", "1.0,0.2193839344", "2.0,0.0489005107", "10.0,4.156968930e-6"})
    void agreesWithTheTables(double x, double value) {
        assertEquals(value, ExponentialIntegral.e1(x), 1e-9 * Math.max(value, 0.05));
    }
}
