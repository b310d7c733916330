package dev.skycrane.flight.refly;

import dev.skycrane.flight.FlightSoftware;
import dev.skycrane.flight.core.ParameterTable;
import dev.skycrane.flight.geometry.Quat;
import dev.skycrane.flight.geometry.Vec3;
import dev.skycrane.flight.trn.SiteMap;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.site.MapGrid;
import dev.skycrane.proto.site.MapPackage;
import dev.skycrane.proto.v1.InitialState;
import dev.skycrane.proto.v1.ParameterValue;
import dev.skycrane.proto.v1.RunHeader;
import java.util.Map;
import java.util.TreeMap;

/** Flight software as it stood before tick 0 of a run. */
public final class RunStart {
    private RunStart() {}

    /** The overrides of a run. */
    public static ParameterTable parameters(RunHeader header) {
        Map<String, double[]> numbers = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        for (ParameterValue p : header.getParametersList()) {
            if (p.hasText()) {
                texts.put(p.getName(), p.getText());
            } else {
                numbers.put(p.getName(), p.getNumbersList().stream().mapToDouble(Double::doubleValue).toArray());
            }
        }
        return new ParameterTable(numbers, texts);
    }

    /**
     * The run's flight software with its navigation started.
     *
     * @throws InputException if the header's initial state is incomplete
     */
    public static FlightSoftware flight(RunHeader header, SiteMap map) {
        FlightSoftware flight = new FlightSoftware(parameters(header), map);
        InitialState s = header.getInitialState();
        if (s.getRMcmfMCount() != 3 || s.getVMcmfMpsCount() != 3 || s.getQMcmfFromBodyCount() != 4)
            throw new InputException("recorded run: initialState=incomplete, expected 3 + 3 + 4 numbers");
        flight.navigator().initialise(s.getTick(), new Vec3(s.getRMcmfM(0), s.getRMcmfM(1), s.getRMcmfM(2)),
                new Vec3(s.getVMcmfMps(0), s.getVMcmfMps(1), s.getVMcmfMps(2)),
                new Quat(s.getQMcmfFromBody(0), s.getQMcmfFromBody(1), s.getQMcmfFromBody(2), s.getQMcmfFromBody(3)));
        return flight;
    }

    /** A map package as the flight software takes it. */
    public static SiteMap siteMap(MapPackage m) {
        return new SiteMap(m.site.referenceRadiusM(), m.site.areoidRadiusM(),
                StrictMath.toRadians(m.site.centreLatDeg()), StrictMath.toRadians(m.site.centreLonDeg()),
                grid(m.appearanceGrid), m.appearance, grid(m.elevationGrid), m.elevationM,
                m.hazard == null ? null : grid(m.hazardGrid), m.hazard);
    }

    private static SiteMap.Grid grid(MapGrid g) {
        return new SiteMap.Grid(g.width(), g.height(), g.cellM(), g.westM(), g.northM());
    }
}
