package dev.skycrane.hil.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class TruthTest {
    /** Sets every field to something of its own, copies, compares: a field added later cannot be forgotten. */
    @Test
    void copyTakesEveryFieldAndSharesNone() throws IllegalAccessException {
        Truth a = new Truth();
        int n = 1;
        for (Field field : Truth.class.getFields()) {
            Object value = field.get(a);
            if (value instanceof Vec3 v) v.set(n, n + 0.5, -n);
            else if (value instanceof Quat q) q.fromAxisAngle(1, 0, 0, 0.001 * n);
            else if (value instanceof double[] array) Arrays.fill(array, n);
            else if (field.getType() == double.class) field.setDouble(a, n);
            else if (field.getType() == long.class) field.setLong(a, n);
            else if (field.getType() == int.class) field.setInt(a, n);
            else if (field.getType() == boolean.class) field.setBoolean(a, true);
            else
                field.set(a, Truth.Outcome.LANDED);
            n++;
        }
        Truth b = new Truth().copyFrom(a);
        for (Field field : Truth.class.getFields()) {
            Object expected = field.get(a);
            Object actual = field.get(b);
            if (expected instanceof double[] array)
                assertEquals(Arrays.toString(array), Arrays.toString((double[]) actual));
            else
                assertEquals(String.valueOf(expected), String.valueOf(actual), field.getName());
            if (expected instanceof Vec3 || expected instanceof Quat) assertNotSame(expected, actual, field.getName());
        }
    }
}
