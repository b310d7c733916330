package dev.skycrane.flight.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParameterTableTest {
    private static ParameterTable with(String name, double... value) {
        return new ParameterTable(Map.of(name, value), Map.of());
    }

    @Test
    void overrideReplacesTheDefault() {
        assertEquals(5, with("nav.gate", 5).scalar("nav.gate", "1", 3, 0, 10, "gate"));
        assertEquals(3, new ParameterTable().scalar("nav.gate", "1", 3, 0, 10, "gate"));
    }

    @Test
    void valueOutOfRangeIsRefusedWithNameValueAndRange() {
        ParameterException e = assertThrows(ParameterException.class,
                () -> with("nav.gate", 11).scalar("nav.gate", "1", 3, 0, 10, "gate"));
        assertEquals("parameter: nav.gate=11, expected 0 to 10 1", e.getMessage());
        assertThrows(ParameterException.class,
                () -> with("nav.gate", Double.NaN).scalar("nav.gate", "1", 3, 0, 10, "gate"));
    }

    @Test
    void unknownOverrideIsRefusedNamingTheNearest() {
        ParameterTable table = with("nav.gats", 4);
        table.scalar("nav.gate", "1", 3, 0, 10, "gate");
        table.scalar("entry.speedMps", "m/s", 5334, 3000, 8000, "speed");
        ParameterException e = assertThrows(ParameterException.class, table::refuseUnknown);
        assertEquals("parameter: nav.gats=[4.0], expected a known key; nearest is nav.gate", e.getMessage());
    }

    @Test
    void vectorHandsOutACopy() {
        double[] defaults = {1, 2};
        ParameterTable table = new ParameterTable();
        double[] value = table.vector("vehicle.axis", "1", defaults, -5, 5, "axis");
        value[0] = 4;
        assertArrayEquals(new double[]{1, 2}, table.vector("vehicle.axis", "1", defaults, -5, 5, "axis"));
        assertEquals(1, table.declarations().size());
    }

    @Test
    void sameNameWithAnotherSchemaIsAProgrammingError() {
        ParameterTable table = new ParameterTable();
        table.scalar("nav.gate", "1", 3, 0, 10, "gate");
        assertThrows(IllegalStateException.class, () -> table.scalar("nav.gate", "1", 4, 0, 10, "gate"));
    }

    @Test
    void numberWhereTextIsMeantIsRefusedAndTheOtherWayRound() {
        assertThrows(ParameterException.class, () -> with("site.map", 3).text("site.map", "synthetic", "map"));
        ParameterTable table = new ParameterTable(Map.of(), Map.of("nav.gate", "wide"));
        assertThrows(ParameterException.class, () -> table.scalar("nav.gate", "1", 3, 0, 10, "gate"));
        assertThrows(ParameterException.class, () -> with("nav.rows", 2.5).integer("nav.rows", "1", 2, 0, 9, "rows"));
    }
}
