package dev.skycrane.hil.bus;

import dev.skycrane.ground.link.GroundLink;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.command.CommandProgram;
import dev.skycrane.proto.transport.BrokerUrl;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hil bus}: looks at the umbilical of a vehicle on a broker; its subcommands qualify brokers and networks. */
@Command(name = "bus", mixinStandardHelpOptions = true, description = {
    "Shows a vehicle's umbilical while it flies: segments, rates, windows, outboxes, gaps. Only listens.",
    "The subcommands qualify a broker and a network."}, footer = {"", "Examples:",
        "  hil bus --broker mqtt://127.0.0.1:1883", "  hil bus soak --minutes 10 --rate 20"}, subcommands = {
            SoakCommand.class, ChaosCommand.class, LandingCommand.class, StationCommand.class,
            PublishCommand.class, SubscribeCommand.class,
            BrokerChildCommand.class})
public final class BusCommand implements Callable<Integer> {
    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[J";

    @Option(names = "--broker", paramLabel = "URL", defaultValue = "mqtt://127.0.0.1:1883", description = "The broker; default ${DEFAULT-VALUE}.")
    private String broker;
    @Option(names = "--vehicle", paramLabel = "NAME", defaultValue = "m2020", description = "Vehicle to look at; default ${DEFAULT-VALUE}.")
    private String vehicle;
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "0", description = "End after so long; default: when interrupted (Ctrl-C).")
    private int seconds;

    @Override
    public Integer call() throws InterruptedException {
        if (seconds < 0) throw InputException.of("usage", "--seconds", seconds, "0 or more");
        BusView view = new BusView();
        boolean terminal = System.console() != null;
        try (GroundLink link = new GroundLink(BrokerUrl.parse(broker), vehicle, GroundLink.ANY_RUN, List.of(view),
                false)) {
            for (int s = 0; seconds == 0 || s < seconds; s++) {
                TimeUnit.SECONDS.sleep(1);
                List<String> lines = view.lines(link.report(), 1);
                System.out.println((terminal ? HOME_AND_CLEAR : "") + String.join(System.lineSeparator(), lines));
                System.out.flush();
            }
        }
        return CommandProgram.DONE;
    }
}
