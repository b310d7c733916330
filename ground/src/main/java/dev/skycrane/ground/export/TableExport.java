package dev.skycrane.ground.export;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.dictionary.Dictionary;
import dev.skycrane.proto.dictionary.EventType;
import dev.skycrane.proto.dictionary.TelemetryDecoder;
import dev.skycrane.proto.dictionary.TelemetryRow;
import dev.skycrane.proto.frame.StreamKey;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.v1.EventBatch;
import dev.skycrane.proto.v1.EventRecord;
import dev.skycrane.proto.v1.StreamKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * Channels and events as tables: one table of channels per segment with the channels that this segment sends, one of all events. Values are
 * engineering values; a NaN is an absent value.
 */
final class TableExport {
    private static final ChannelType[] CHANNELS = Dictionary.standard().channels().toArray(ChannelType[]::new);

    private final RecordingScan scan;
    private final Selection selection;
    private final Table.Maker maker;
    private final String suffix;
    private final TelemetryDecoder decoder = new TelemetryDecoder(Dictionary.standard());
    private final TelemetryRow row = new TelemetryRow(CHANNELS.length);
    private final Map<StreamKey, BitSet> seen = new TreeMap<>();
    private long rows;
    private long malformed;

    /** @param suffix of file names, with its dot */
    TableExport(RecordingScan scan, Selection selection, Table.Maker maker, String suffix) {
        this.scan = scan;
        this.selection = selection;
        this.maker = maker;
        this.suffix = suffix;
    }

    private static boolean isChannels(StreamKey key) {
        return key.kind() == StreamKind.TM && key.stream().equals(StreamKey.CHANNELS);
    }

    private boolean decode(McapMessage m) throws IOException {
        try {
            decoder.decode(CodedInputStream.newInstance(m.data()), row);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    /** Which channels each segment sends in the time wanted. */
    private void survey() throws IOException {
        scan.frames("looking for channels", TableExport::isChannels, (key, m) -> {
            if (!selection.holds(m.publishTimeNs())) return;
            if (!decode(m)) {
                malformed++;
                return;
            }
            BitSet there = seen.computeIfAbsent(key, k -> new BitSet());
            double[] values = row.values();
            for (int i = 0; i < values.length; i++)
                if (!Double.isNaN(values[i])) there.set(i);
        });
        for (int i = 0; i < CHANNELS.length; i++) {
            int channel = i;
            if (!selection.wants(CHANNELS[i])) seen.values().forEach(set -> set.clear(channel));
        }
        seen.values().removeIf(BitSet::isEmpty);
    }

    /** All tables into a folder. @return names of the tables with their rows */
    List<String> all(Path folder) throws IOException {
        survey();
        List<String> tables = new ArrayList<>();
        for (StreamKey key : seen.keySet()) {
            String name = key.segment().name().toLowerCase(java.util.Locale.ROOT) + "-channels" + suffix;
            channels(key, folder.resolve(name));
            tables.add(name + ": " + rows + " rows, " + seen.get(key).cardinality() + " channels");
        }
        events(folder.resolve("events" + suffix));
        tables.add("events" + suffix + ": " + rows + " rows");
        return tables;
    }

    /** The one table with the most channels into a file. @return as above */
    List<String> widest(Path file) throws IOException {
        survey();
        StreamKey widest = seen.keySet().stream().max(java.util.Comparator.comparingInt(k -> seen.get(k)
                .cardinality())).orElseThrow(() -> dev.skycrane.proto.InputException.of("recording", "file", scan
                        .path(), "channels in the time wanted"));
        channels(widest, file);
        return List.of(widest + ": " + rows + " rows, " + seen.get(widest).cardinality() + " channels");
    }

    private void channels(StreamKey stream, Path file) throws IOException {
        int[] chosen = seen.get(stream).stream().toArray();
        List<TableColumn> columns = new ArrayList<>(List.of(TableColumn.TICK, TableColumn.ONBOARD,
                TableColumn.RECEIPT));
        Arrays.stream(chosen).forEach(i -> columns.add(TableColumn.of(CHANNELS[i])));
        Selection.Pace pace = selection.pace();
        rows = 0;
        try (Table table = maker.open(file, columns)) {
            scan.frames("writing " + stream.segment(), stream::equals, (key, m) -> {
                if (!decode(m) || !pace.isDue(row.onboardNs())) return;
                table.number(row.tick());
                table.number(row.onboardNs());
                table.number(m.logTimeNs());
                for (int i = 0; i < chosen.length; i++)
                    value(table, columns.get(i + 3), row.values()[chosen[i]]);
                table.endRow();
                rows++;
            });
        }
    }

    private static void value(Table table, TableColumn column, double v) throws IOException {
        if (Double.isNaN(v)) {
            table.absent();
            return;
        }
        switch (column.type()) {
            case FLOAT, DOUBLE -> table.number(v);
            default -> table.number((long) v);
        }
    }

    private void events(Path file) throws IOException {
        List<TableColumn> columns = List.of(TableColumn.TICK, TableColumn.ONBOARD, TableColumn.RECEIPT, TableColumn
                .whole("code"), TableColumn.text("name"), TableColumn.text("severity"), TableColumn.text("text"),
                TableColumn.text("arguments"));
        rows = 0;
        try (Table table = maker.open(file, columns)) {
            scan.frames("writing events", key -> key.kind() == StreamKind.EVR, (key, m) -> {
                try {
                    for (EventRecord event : EventBatch.parseFrom(ByteString.copyFrom(m.data())).getEventsList())
                        event(table, event, m.logTimeNs());
                } catch (InvalidProtocolBufferException e) {
                    malformed++;
                }
            });
        }
    }

    private void event(Table table, EventRecord event, long receiptNs) throws IOException {
        if (!selection.holds(event.getOnboardNs())) return;
        EventType type = Dictionary.standard().event(event.getCodeValue());
        double[] args = event.getArgsList().stream().mapToDouble(Double::doubleValue).toArray();
        table.number(event.getTick());
        table.number(event.getOnboardNs());
        table.number(receiptNs);
        table.number((long) event.getCodeValue());
        table.text(type == null ? "" : type.name());
        table.text(type == null ? "" : type.severity().name());
        table.text(type == null ? "" : type.text(args));
        StringJoiner named = new StringJoiner(";");
        for (int i = 0; i < args.length; i++)
            named.add((type != null && i < type.args().size() ? type.args().get(i) + "=" : "") + args[i]);
        table.text(named.toString());
        table.endRow();
        rows++;
    }

    /** Payloads that are not what their stream says; they are in no table. */
    long malformed() {
        return malformed;
    }
}
