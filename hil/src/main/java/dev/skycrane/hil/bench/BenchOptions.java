package dev.skycrane.hil.bench;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that every bench has; mix this in. */
final class BenchOptions {
    @Option(names = "--json", description = "Print a list of {name value unit peer peerValue ratio}.")
    boolean json;
    @Option(names = "--peers", paramLabel = "DIR", description = "Folder of the peers' jars; default: bench beside the jar.")
    Path peers;
}
