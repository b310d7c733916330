package dev.skycrane.proto.ccsds;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CcsdsTest {
    /** Check value of CRC-16/IBM-3740 (CCITT-FALSE) in the catalogue of parametrised CRC algorithms: 29b1 for "123456789". */
    @Test
    void checkOfTheNineDigitsIsThatOfTheCatalogue() {
        ByteBuffer digits = ByteBuffer.wrap("123456789".getBytes(StandardCharsets.US_ASCII));
        assertEquals(0x29B1, FrameCheck.crc(digits, 0, 9));
        ByteBuffer checked = ByteBuffer.allocate(11).put(digits).putShort((short) 0x29B1);
        assertEquals(0, FrameCheck.crc(checked, 0, 11));
        assertEquals(0xFFFF, FrameCheck.crc(checked, 3, 0));
    }

    /** Bits by hand from 133.0-B-2 figure 4-2. */
    @Test
    void headerFieldsStandWhereTheBookPutsThem() {
        SpacePacketHeader header = new SpacePacketHeader(0, false, true, 0x5A5, 3, 0x1234, 65536);
        ByteBuffer out = ByteBuffer.allocate(SpacePacketHeader.BYTES);
        header.put(out);
        assertArrayEquals(HexFormat.of().parseHex("0da5d234ffff"), out.array());
        assertEquals(header, SpacePacketHeader.at(out, 0));
        assertEquals(65542, header.packetLength());
        SpacePacketHeader other = SpacePacketHeader.at(ByteBuffer.wrap(HexFormat.of().parseHex("00ffff40010000")), 1);
        assertEquals(new SpacePacketHeader(7, true, true, 0x7FF, 1, 1, 1), other);
    }

    @Test
    void timeIsRoundedToItsStepAndEndsWithItsRange() {
        ByteBuffer out = ByteBuffer.allocate(CucTime.BYTES);
        CucTime.put(out, 259_500_000_000L);
        assertArrayEquals(HexFormat.of().parseHex("2f00000103800000"), out.array());
        assertEquals(1L << 24, CucTime.steps(999_999_990));
        assertEquals(0, CucTime.steps(-5));
        assertEquals((1L << 56) - 1, CucTime.steps(Long.MAX_VALUE));
    }
}
