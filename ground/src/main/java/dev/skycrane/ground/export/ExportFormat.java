package dev.skycrane.ground.export;

/** What a recording can become. */
enum ExportFormat {
    /** Tables as text. */
    CSV,
    /** Tables with typed columns. */
    PARQUET,
    /** A cut of the recording. */
    MCAP,
    /** Pictures and what is known of each. */
    FRAMES,
    /** The description of the packets. */
    XTCE,
    /** Telemetry and events as space packets. */
    CCSDS
}
