/** Truth: the planet, the air, the vehicle and its parts, moved one tick at a time by the actuator frames. */
package dev.skycrane.hil.plant;
