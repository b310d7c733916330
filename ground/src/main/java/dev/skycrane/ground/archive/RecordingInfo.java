package dev.skycrane.ground.archive;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.skycrane.proto.InputException;
import dev.skycrane.proto.mcap.McapException;
import dev.skycrane.proto.mcap.McapHandler;
import dev.skycrane.proto.mcap.McapMessage;
import dev.skycrane.proto.mcap.McapReader;
import dev.skycrane.proto.mcap.McapSchema;
import dev.skycrane.proto.v1.ImageChunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is inside a recording, ours or another program's, finished or not, damaged or not. */
public final class RecordingInfo {
    private final Path path;
    private final Map<String, TopicInfo> topics = new TreeMap<>();
    private final Map<String, ImageSet> images = new TreeMap<>();
    private final List<McapException> damages = new ArrayList<>();
    private final Map<String, Map<String, String>> metadata = new TreeMap<>();
    private McapReader.Account account;
    private String profile = "";
    private String library = "";

    private RecordingInfo(Path path) {
        this.path = path;
    }

    /**
     * Reads the whole file.
     *
     * @throws InputException for a file that is not there or no MCAP file
     */
    public static RecordingInfo read(Path path) {
        RecordingInfo info = new RecordingInfo(path);
        try (McapReader reader = Recordings.open(path)) {
            info.account = reader.forEach(new McapHandler() {
                @Override
                public void message(McapMessage message) throws IOException {
                    info.take(message, reader);
                }

                @Override
                public void damage(McapException damage) {
                    info.damages.add(damage);
                }
            });
            info.metadata.putAll(reader.metadata());
            info.profile = reader.profile();
            info.library = reader.library();
        } catch (IOException e) {
            throw Recordings.unreadable(path, e);
        }
        return info;
    }

    private void take(McapMessage m, McapReader reader) {
        TopicInfo topic = topics.get(m.channel().topic());
        if (topic == null) {
            McapSchema schema = reader.schemas().get(m.channel().schemaId());
            String encoding = m.channel().messageEncoding();
            topic = new TopicInfo(m.channel().topic(), schema == null ? encoding : schema.name(), encoding,
                    reader.profile().equals(RecordingFile.PROFILE));
            topics.put(topic.topic(), topic);
        }
        topic.take(m);
        if (topic.type().equals(ImageChunk.getDescriptor().getFullName())) takeChunk(m);
    }

    private void takeChunk(McapMessage m) {
        ImageSet set = images.computeIfAbsent(m.channel().topic(), name -> new ImageSet());
        try {
            set.take(ImageChunk.parseFrom(m.data()));
        } catch (InvalidProtocolBufferException e) {
            set.take(ImageChunk.getDefaultInstance());
        }
    }

    public Path path() {
        return path;
    }

    /** By name. */
    public Collection<TopicInfo> topics() {
        return topics.values();
    }

    /** Pictures by topic. */
    Map<String, ImageSet> images() {
        return images;
    }

    /** Places that are damaged. */
    public List<McapException> damages() {
        return damages;
    }

    /** Metadata records: name to texts. */
    public Map<String, Map<String, String>> metadata() {
        return metadata;
    }

    public McapReader.Account account() {
        return account;
    }

    public String profile() {
        return profile;
    }

    public String library() {
        return library;
    }

    /** First log time, ns; 0 without messages. */
    public long firstNs() {
        return topics.values().stream().mapToLong(TopicInfo::firstNs).min().orElse(0);
    }

    /** Last log time, ns; 0 without messages. */
    public long lastNs() {
        return topics.values().stream().mapToLong(TopicInfo::lastNs).max().orElse(0);
    }

    /** Between first and last message by log time, s. */
    public double durationS() {
        return (lastNs() - firstNs()) * 1e-9;
    }

    /** Finished and without damage. */
    public boolean isSound() {
        return account.finished() && damages.isEmpty();
    }
}
