package dev.skycrane.hil.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.proto.InputException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaultTest {
    @Test
    void listsAreReadInOrder() {
        assertEquals(List.of(new Fault(FaultKind.RADAR_LOSS, 300), new Fault(FaultKind.IMU_DROPOUT, 12.5)),
                Fault.parseList("radarLoss@300, imuDropout@12.5"));
        assertEquals(List.of(), Fault.parseList(" "));
    }

    @Test
    void everyNameReadsBackAsItself() {
        for (FaultKind kind : FaultKind.values()) {
            Fault fault = new Fault(kind, 7);
            assertEquals(fault, Fault.parse(fault.toString()));
        }
    }

    @Test
    void helpNamesThemAll() {
        assertEquals(String.join(" ", FaultKind.labels()), FaultKind.ALL_LABELS);
    }

    @Test
    void anUnknownNameIsRefusedNamingTheNearest() {
        InputException e = assertThrows(InputException.class, () -> Fault.parse("radarBeamLos@3"));
        assertTrue(e.getMessage().contains("nearest is radarBeamLoss"), e.getMessage());
        assertTrue(e.getMessage().startsWith("fault: name=radarBeamLos"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"radarLoss", "radarLoss@", "radarLoss@soon", "radarLoss@-1", "radarLoss@NaN",
        "radarLoss@1e9", "@3", "", "radarLoss@1,", "radarLoss@1@2"})
    void whatIsNoFaultIsRefusedInOneLine(String text) {
        InputException e = assertThrows(InputException.class,
                () -> new FaultInjection(
                        new ParameterTable(Map.of(), Map.of("scenario.faults", text.isEmpty() ? "," : text))));
        assertEquals(1, e.getMessage().lines().count());
    }

    @Test
    void anUnknownCameraIsRefused() {
        ParameterTable p = new ParameterTable(Map.of(), Map.of("scenario.fault.cameraDead.camera", "PUC_D"));
        InputException e = assertThrows(InputException.class, () -> new FaultInjection(p));
        assertTrue(e.getMessage().contains("PUC_D"), e.getMessage());
    }
}
