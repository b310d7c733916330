package dev.skycrane.proto.parquet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetWriterTest {
    @TempDir
    Path folder;

    /** Two columns of one row, byte for byte, encoded by hand from parquet.thrift and the compact protocol's description. */
    @Test
    void smallTableIsByteForByteAsTheFormatSays() throws IOException {
        Path file = folder.resolve("t.parquet");
        try (ParquetWriter writer = new ParquetWriter(file, List.of(ParquetColumn.required("a", ParquetType.INT64),
                ParquetColumn.required("b", ParquetType.TEXT)), false)) {
            writer.number(1);
            writer.text("xy");
            writer.endRow();
            writer.note("k", "v");
        }
        String page = "1500" + "1510" + "1510" + "2c" + "1502" + "1500" + "1506" + "1506" + "00" + "00";
        String textPage = page.replaceFirst("15101510", "150c150c");
        String columns = page + "0100000000000000" + textPage + "02000000" + "7879";
        String schema = "48" + "06736368656d61" + "1504" + "00" + "1504" + "2500" + "180161" + "00" + "150c" + "2500"
                + "180162" + "2500" + "00";
        String first = "2608" + "1c" + "1504" + "1915" + "00" + "1918" + "0161" + "1500" + "1602" + "1632" + "1632"
                + "2608" + "00" + "00";
        String second = "263a" + "1c" + "150c" + "1915" + "00" + "1918" + "0162" + "1500" + "1602" + "162e" + "162e"
                + "263a" + "00" + "00";
        String footer = "1504" + "193c" + schema + "1602" + "191c" + "192c" + first + second + "1660" + "1602" + "00"
                + "191c" + "18016b" + "180176" + "00" + "1808736b796372616e65" + "00";
        String length = HexFormat.of().toHexDigits((byte) (footer.length() / 2)) + "000000";
        byte[] expected = HexFormat.of().parseHex("50415231" + columns + footer + length + "50415231");
        assertArrayEquals(expected, Files.readAllBytes(file));
    }

    @Test
    void rowThatLeavesOutARequiredColumnIsRefused() throws IOException {
        ParquetWriter writer = new ParquetWriter(folder.resolve("t"), List.of(ParquetColumn.required("a",
                ParquetType.DOUBLE), ParquetColumn.required("b", ParquetType.DOUBLE)), false);
        try (writer) {
            writer.number(1.0);
            assertEquals("row 0: columns=1, expected 2", assertThrows(IllegalArgumentException.class, writer::endRow)
                    .getMessage());
            assertEquals("column b: value=absent, expected one in each row",
                    assertThrows(IllegalArgumentException.class, writer::absent).getMessage());
        }
    }
}
