package dev.skycrane.hil.bus;

import picocli.CommandLine.Command;

/** {@code hil bus}: qualify a broker and a network for the umbilical. */
@Command(name = "bus", mixinStandardHelpOptions = true, description = "Qualifies a broker and a network for the umbilical.", footer = {
    "", "Example:", "  hil bus chaos --case broker-killed --times 10"}, subcommands = {ChaosCommand.class,
        PublishCommand.class, SubscribeCommand.class, BrokerChildCommand.class})
public final class BusCommand {}
