package dev.skycrane.hil.render;

import java.util.List;

/** The surfaces of one part of the vehicle in its own axes. Immutable. */
final class Model {
    final Solid[] solids;
    /** Radius of a ball about the origin that holds all of it, m. */
    final double reachM;

    Model(List<Solid> solids) {
        this.solids = solids.toArray(Solid[]::new);
        reachM = solids.stream().mapToDouble(Solid::reachM).max().orElse(0);
    }
}
