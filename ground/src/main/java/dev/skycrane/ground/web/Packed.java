package dev.skycrane.ground.web;

import com.google.protobuf.MessageLite;
import dev.skycrane.proto.v1.ChannelBuckets;
import dev.skycrane.proto.v1.ChannelHistory;
import dev.skycrane.proto.v1.ChannelSeries;
import dev.skycrane.proto.v1.EventList;
import dev.skycrane.proto.v1.LatestValues;
import dev.skycrane.proto.v1.SeriesColumn;
import dev.skycrane.proto.v1.Severity;
import dev.skycrane.proto.v1.StationEventRecord;

/** Answers as Protocol Buffers ({@code skycrane/v1/station.proto}). */
final class Packed {
    static final String MEDIA_TYPE = "application/x-protobuf";

    private Packed() {}

    static byte[] latest(Object answer) {
        Answers.Latest a = (Answers.Latest) answer;
        LatestValues.Builder out = LatestValues.newBuilder().setTrack(a.track()).setT(a.t()).setReceivedMs(a
                .receivedMs());
        a.values().forEach((name, v) -> out.putValues(name, v.value()));
        return bytes(out.build());
    }

    static byte[] history(Object answer) {
        Answers.History a = (Answers.History) answer;
        ChannelHistory.Builder out = ChannelHistory.newBuilder().setTrack(a.track()).setChannel(a.channel()).setUnit(a
                .unit()).setTruncated(a.truncated());
        a.points().forEach(p -> out.addT(p[0]).addReceivedMs(p[1]).addValues(p[2]));
        return bytes(out.build());
    }

    static byte[] buckets(Object answer) {
        Answers.BucketList a = (Answers.BucketList) answer;
        ChannelBuckets.Builder out = ChannelBuckets.newBuilder().setTrack(a.track()).setChannel(a.channel()).setUnit(a
                .unit()).setFromT(a.fromT()).setToT(a.toT());
        a.buckets().forEach(b -> out.addStartT(b[0]).addEndT(b[1]).addCount((long) b[2]).addMin(b[3]).addMax(b[4])
                .addLast(b[5]));
        return bytes(out.build());
    }

    static byte[] series(Object answer) {
        Answers.Series a = (Answers.Series) answer;
        ChannelSeries.Builder out = ChannelSeries.newBuilder().setTrack(a.track()).setFromT(a.fromT()).setToT(a.toT());
        a.series().forEach((name, c) -> out.putSeries(name, column(c)));
        return bytes(out.build());
    }

    private static SeriesColumn column(Answers.Column c) {
        SeriesColumn.Builder out = SeriesColumn.newBuilder().setReduced(c.reduced());
        for (double v : c.t())
            out.addT(v);
        for (double v : c.last())
            out.addLast(v);
        if (!c.reduced()) return out.build();
        for (double v : c.min())
            out.addMin(v);
        for (double v : c.max())
            out.addMax(v);
        return out.build();
    }

    static byte[] events(Object answer) {
        Answers.Events a = (Answers.Events) answer;
        EventList.Builder out = EventList.newBuilder().setTrack(a.track()).setTruncated(a.truncated());
        for (Answers.Event e : a.events())
            out.addEvents(StationEventRecord.newBuilder().setId(e.id()).setT(e.t()).setReceivedMs(e.receivedMs())
                    .setTick(e.tick()).setCode(e.code()).setName(e.name()).setSeverity(Severity.valueOf(e.severity()))
                    .setText(e.text()).setCallOut(e.callOut() == null ? "" : e.callOut()).putAllArgs(e.args())
                    .setGround(e.origin().equals("ground")));
        return bytes(out.build());
    }

    private static byte[] bytes(MessageLite message) {
        return message.toByteArray();
    }
}
