package dev.skycrane.proto.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import dev.skycrane.proto.v1.Telemetry;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
final class TelemetryDecoderTest {
    private final Dictionary dictionary = Dictionary.standard();
    private final TelemetryDecoder decoder = new TelemetryDecoder(dictionary);
    private final TelemetryRow row = new TelemetryRow(decoder.channels());

    @Test
    void givesWhatTheGeneratedClassesGiveForRandomPackets() throws IOException {
        for (long seed = 1; seed <= 200; seed++) {
            Telemetry packet = random(new SplittableRandom(seed));
            decoder.decode(packet.toByteString().newCodedInput(), row);
            assertEquals(packet.getTick(), row.tick(), "seed " + seed);
            assertEquals(packet.getOnboardNs(), row.onboardNs(), "seed " + seed);
            int i = 0;
            for (ChannelType channel : dictionary.channels())
                assertEquals(channel.value(packet), row.values()[i++], channel.name() + " seed " + seed);
        }
    }

    @Test
    void passesOverFieldsOfALaterDictionary() throws IOException {
        UnknownFieldSet unknown = UnknownFieldSet.newBuilder()
                .addField(900, UnknownFieldSet.Field.newBuilder().addVarint(7).addFixed64(9)
                        .addLengthDelimited(ByteString.copyFromUtf8("later")).build())
                .build();
        Telemetry packet = Telemetry.newBuilder().setTick(64).setUnknownFields(unknown).build();
        decoder.decode(packet.toByteString().newCodedInput(), row);
        assertEquals(64, row.tick());
        assertEquals(Double.NaN, row.values()[0], "a group that is absent has no values");
    }

    @Test
    void damagedBytesNeverDoMoreThanThrow() {
        byte[] good = random(new SplittableRandom(7)).toByteArray();
        SplittableRandom random = new SplittableRandom(8);
        for (int round = 0; round < 20_000; round++) {
            byte[] bad = good.clone();
            for (int k = random.nextInt(1, 8); k > 0; k--)
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            try {
                decoder.decode(ByteString.copyFrom(bad, 0, random.nextInt(bad.length + 1)).newCodedInput(), row);
            } catch (IOException e) {
                continue; // said so
            }
        }
        assertThrows(IOException.class, () -> decoder.decode(ByteString.copyFrom(good, 0, good.length - 1)
                .newCodedInput(), row));
    }

    private static Telemetry random(SplittableRandom random) {
        Telemetry.Builder packet = Telemetry.newBuilder().setTick(random.nextInt(1 << 20)).setOnboardNs(random
                .nextLong(1L << 40));
        for (FieldDescriptor group : Telemetry.getDescriptor().getFields()) {
            if (group.getJavaType() != FieldDescriptor.JavaType.MESSAGE || random.nextInt(4) == 0) continue;
            Message.Builder message = packet.newBuilderForField(group);
            for (FieldDescriptor field : group.getMessageType().getFields())
                if (random.nextInt(5) > 0) message.setField(field, value(field, random));
            packet.setField(group, message.build());
        }
        return packet.build();
    }

    private static Object value(FieldDescriptor field, SplittableRandom random) {
        return switch (field.getJavaType()) {
            case DOUBLE -> random.nextDouble(-1e6, 1e6);
            case FLOAT -> (float) random.nextDouble(-1e6, 1e6);
            case INT -> field.getType() == FieldDescriptor.Type.UINT32
                    ? random.nextInt(Integer.MAX_VALUE)
                    : random.nextInt();
            case LONG -> random.nextLong(1L << 50);
            default -> throw new IllegalStateException(field.getFullName());
        };
    }
}
