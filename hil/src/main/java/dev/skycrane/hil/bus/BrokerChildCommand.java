package dev.skycrane.hil.bus;

import dev.skycrane.ground.broker.EmbeddedBroker;
import dev.skycrane.proto.command.CommandProgram;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The embedded broker as a process. */
@Command(name = "broker", hidden = true, mixinStandardHelpOptions = true, description = "A process of the other bus commands: ends when its input does.", footer = {
    "", "Example:", "  hil bus broker --port 18830"})
final class BrokerChildCommand implements Callable<Integer> {
    @Option(names = "--port", required = true)
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(port)) {
            Until.inputEnds().await();
            Until.result(Map.of("port", broker.port()));
        }
        return CommandProgram.DONE;
    }
}
