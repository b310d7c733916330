package dev.skycrane.ground.foreign;

import dev.skycrane.proto.ccsds.SpacePacketHeader;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Accounts by APID; there are 2 x 2048 at most. */
final class ApidAccounts {
    private final Map<Integer, ApidAccount> accounts = new TreeMap<>();

    void take(SpacePacketHeader header) {
        accounts.computeIfAbsent(key(header), k -> new ApidAccount(header.apid(), header.telecommand())).take(header);
    }

    /** @return null for one that has not come yet */
    ApidAccount find(SpacePacketHeader header) {
        return accounts.get(key(header));
    }

    private static int key(SpacePacketHeader header) {
        return header.apid() << 1 | (header.telecommand() ? 1 : 0);
    }

    Collection<ApidAccount> all() {
        return Collections.unmodifiableCollection(accounts.values());
    }
}
