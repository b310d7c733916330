package dev.skycrane.ground.web;

import dev.skycrane.ground.station.CommandDesk;
import dev.skycrane.ground.station.CommandEntry;
import dev.skycrane.ground.station.CommandEntry.Stage;
import dev.skycrane.ground.station.CommandRequest;
import dev.skycrane.ground.station.Mission;
import dev.skycrane.ground.station.StationCommandCounts;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.dictionary.CommandType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.v1.CommandCounts;
import dev.skycrane.proto.v1.CommandStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Commands through the station's desk. */
final class CommandRoutes {
    private static final double TICKS_PER_SECOND = 64;

    private final Mission mission;

    private CommandRoutes(Mission mission) {
        this.mission = mission;
    }

    record Definition(String code, String description,
            @Doc("what the target names; empty: none is needed") String target,
            @Doc("what the value means; empty: none is needed") String value,
            @Doc("never, always, or when_zero: armed first, then fired") String hazard) {}

    record Definitions(@Doc("whether this station can send commands") boolean enabled, List<Definition> commands) {}

    @Doc("One command and how far it has got.")
    record CommandState(long id, long counter, String code, @Doc("DIRECT, ARM or FIRE") String step, String target,
            double value, String author,
            @Doc("QUEUED, RELEASED, ACCEPTED, EXECUTED, FAILED, REFUSED, UNANSWERED or CANCELLED") String stage,
            String reason, @Doc("of the vehicle's last word") double t, double queuedMs, double releasedMs,
            double acceptedMs, double doneMs) {}

    record Commands(boolean enabled, List<CommandState> commands,
            @Doc("of this station: queued, released, ...") Map<String, Long> ground,
            @Doc("of the vehicle, as last heard") Map<String, Long> flight) {}

    @Doc("What somebody wants the vehicle told.")
    record Order(@Doc("name out of the definitions") String code, @Doc("DIRECT (default), ARM or FIRE") String step,
            String target, Double value, @Doc("who, for the record") String author) {}

    static List<Route> routes(Mission mission) {
        CommandRoutes r = new CommandRoutes(mission);
        return List.of(
                Route.get("/api/commands/definitions", "The commands there are.", Definitions.class, call -> r
                        .definitions()),
                Route.get("/api/commands", "Commands of this station and those heard on the bus, with their stages.",
                        Commands.class, call -> r.commands()),
                Route.post("/api/commands",
                        "Puts a command into the queue, 202; one that is refused at once, such as a hazardous one that "
                                + "has not been armed, 409.",
                        Order.class, CommandState.class, r::submit),
                Route.post("/api/commands/{id}/cancel", "Takes back a command that still waits.", null,
                        CommandState.class, r::cancel));
    }

    private Object definitions() {
        List<Definition> all = Dictionary.standard().commands().stream().map(c -> new Definition(c.name(), c
                .description(), c.target(), c.value(),
                c.hazard().name().replace("HAZARD_", "").toLowerCase(
                        Locale.ROOT)))
                .toList();
        return new Definitions(mission.commands() != null, all);
    }

    private Object commands() {
        CommandDesk desk = mission.commands();
        if (desk == null) return new Commands(false, List.of(), Map.of(), Map.of());
        List<CommandState> all = new ArrayList<>();
        desk.entries().forEach(e -> all.add(state(e)));
        StationCommandCounts n = desk.counts();
        Map<String, Long> ground = new LinkedHashMap<>();
        ground.put("queued", n.queued());
        ground.put("released", n.released());
        ground.put("accepted", n.accepted());
        ground.put("executed", n.executed());
        ground.put("failed", n.failed());
        ground.put("refused", n.refused());
        ground.put("unanswered", n.unanswered());
        ground.put("heardForged", n.heardForged());
        return new Commands(true, all, ground, flight(n.vehicle()));
    }

    private static Map<String, Long> flight(CommandCounts counts) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (var field : CommandCounts.getDescriptor().getFields())
            if (!field.isRepeated() && counts.getField(field) instanceof Number n)
                all.put(field.getJsonName(), n
                        .longValue());
        return all;
    }

    static CommandState state(CommandEntry e) {
        CommandRequest r = e.request();
        CommandType type = Dictionary.standard().command(r.code());
        return new CommandState(e.id(), e.counter(), type == null ? r.code().name() : type.name(), r.step().name()
                .replace("STEP_", ""), r.target(), r.value(), r.author(), e.stage().name(), e.reason(),
                e
                        .tick() < 0 ? Double.NaN : e.tick() / TICKS_PER_SECOND,
                Times.ms(e.queuedUnixNs()), Times.ms(e
                        .releasedUnixNs()),
                Times.ms(e.acceptedUnixNs()), Times.ms(e.doneUnixNs()));
    }

    private CommandDesk desk() {
        CommandDesk desk = mission.commands();
        if (desk == null) throw new NotThereException("commands", mission.mode(), "a station with a command key");
        return desk;
    }

    private Object submit(Call call) {
        Order order = call.body(Order.class);
        CommandDesk desk = desk();
        CommandType type = Dictionary.standard().commands().stream().filter(c -> c.name().equals(order.code()))
                .findFirst().orElseThrow(() -> InputException.of("command", "code", order.code(),
                        "one of those in /api/commands/definitions"));
        if (order.author() == null || order.author().isBlank())
            throw InputException.of("command", "author", order.author(), "who is asking");
        if (order.value() == null && !type.value().isEmpty())
            throw InputException.of("command", "value", null, type.value());
        CommandEntry entry = desk.submit(new CommandRequest(order.author(), type.code(), step(order.step()), order
                .target() == null ? "" : order.target(), order.value() == null ? 0 : order.value()));
        call.context().status(entry.stage() == Stage.REFUSED ? 409 : 202);
        return state(entry);
    }

    private static CommandStep step(String name) {
        if (name == null) return CommandStep.STEP_DIRECT;
        for (CommandStep step : CommandStep.values())
            if (step.name().equals("STEP_" + name)) return step;
        throw InputException.of("command", "step", name, "DIRECT, ARM or FIRE");
    }

    private Object cancel(Call call) {
        CommandDesk desk = desk();
        long id;
        try {
            id = Long.parseLong(call.path("id"));
        } catch (NumberFormatException e) {
            throw InputException.of("command", "id", call.path("id"), "a number");
        }
        boolean done = desk.cancel(id);
        CommandEntry entry = desk.entry(id);
        if (entry == null) throw new NotThereException("command", id, "one of those in /api/commands");
        call.context().status(done ? 200 : 409);
        return state(entry);
    }
}
