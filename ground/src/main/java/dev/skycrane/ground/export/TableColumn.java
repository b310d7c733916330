package dev.skycrane.ground.export;

import dev.skycrane.proto.dictionary.ChannelType;
import dev.skycrane.proto.parquet.ParquetColumn;
import dev.skycrane.proto.parquet.ParquetType;

/** One column of a table. @param unit empty for none */
record TableColumn(String name, String unit, Role role, ParquetType type, boolean optional) {

    /** What the column's numbers are. */
    enum Role {
        PLAIN,
        /** On-board time, ns. */
        ONBOARD,
        /** Receipt, ns since 1970. */
        RECEIPT
    }

    static final TableColumn TICK = new TableColumn("tick", "", Role.PLAIN, ParquetType.INT64, false);
    static final TableColumn ONBOARD = new TableColumn("onboard", "s", Role.ONBOARD, ParquetType.INT64, false);
    static final TableColumn RECEIPT = new TableColumn("receipt", "UTC", Role.RECEIPT, ParquetType.TIMESTAMP_NS,
            false);

    static TableColumn text(String name) {
        return new TableColumn(name, "", Role.PLAIN, ParquetType.TEXT, false);
    }

    static TableColumn whole(String name) {
        return new TableColumn(name, "", Role.PLAIN, ParquetType.INT32, false);
    }

    /** A channel's: of the type it has on board, absent in rows whose packet does not carry it. */
    static TableColumn of(ChannelType channel) {
        ParquetType type = channel.isCalibrated() ? ParquetType.DOUBLE : switch (channel.field().getType()) {
            case FLOAT -> ParquetType.FLOAT;
            case UINT32, FIXED32 -> ParquetType.UINT32;
            case INT32, SINT32, SFIXED32, ENUM, BOOL -> ParquetType.INT32;
            case UINT64, FIXED64 -> ParquetType.UINT64;
            case INT64, SINT64, SFIXED64 -> ParquetType.INT64;
            default -> ParquetType.DOUBLE;
        };
        return new TableColumn(channel.name(), channel.unit().equals("1") ? "" : channel.unit(), Role.PLAIN, type,
                true);
    }

    ParquetColumn parquet() {
        return new ParquetColumn(role == Role.ONBOARD ? name + "Ns" : name, type, optional);
    }
}
