package dev.skycrane.proto.mcap;

import java.io.IOException;
import java.util.Map;

/** Takes what a reading finds, in file order. */
@FunctionalInterface
public interface McapHandler {
    void message(McapMessage message) throws IOException;

    default void attachment(McapAttachment attachment) throws IOException {}

    default void metadata(String name, Map<String, String> texts) throws IOException {}

    /**
     * Bytes that are not what the format says. Returning goes on behind the damage.
     *
     * @throws IOException to end the reading; as it stands, always
     */
    default void damage(McapException damage) throws IOException {
        throw damage;
    }
}
