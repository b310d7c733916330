package dev.skycrane.ground.column;

/** A column as it was packed: the lowest bytes of all values, then the next, to be put together where they are wanted. */
record Planes(byte[] bytes, int rows, int encoding) {
    double value(int row) {
        int at = row;
        if (encoding == Packing.FLOAT) {
            return Float.intBitsToFloat(
                    bytes[at] & 0xff | (bytes[at + rows] & 0xff) << 8 | (bytes[at + 2 * rows] & 0xff) << 16
                            | bytes[at + 3 * rows] << 24);
        }
        long bits = 0;
        for (int b = 0; b < 8; b++, at += rows)
            bits |= (bytes[at] & 0xffL) << 8 * b;
        return Double.longBitsToDouble(bits);
    }

    double[] values() {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++)
            values[row] = value(row);
        return values;
    }
}
