package dev.skycrane.proto.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.skycrane.proto.v1.BoardMessage;
import dev.skycrane.proto.v1.BoardPicture;
import dev.skycrane.proto.v1.SensorRecord;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BoardSessionTest {
    private static final int SILENCE_MS = 2000;

    private ServerSocket server;
    private final BoardSession harness = new BoardSession();
    private final BoardSession board = new BoardSession();
    private Socket raw;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        harness.detach();
        board.detach();
        server.close();
    }

    @Test
    void messagesArriveInOrderWithTheirNumbers() throws Exception {
        connect();
        for (int i = 0; i < 10; i++)
            assertTrue(harness.send(sensors(i)));
        for (int i = 0; i < 10; i++) {
            BoardMessage message = board.receive();
            assertEquals(i, message.getSensors().getTick());
            assertEquals(i + 1, message.getSequence());
        }
    }

    @Test
    void whatABrokenConnectionSwallowedComesAgainOverTheNextAndNothingTwice() throws Exception {
        SplittableRandom random = new SplittableRandom(20210218);
        connect();
        long expected = 0;
        for (int tick = 0; tick < 400; tick++) {
            harness.send(sensors(tick));
            if (random.nextInt(10) == 0) {
                harness.detach();
                board.detach();
                connect();
            }
            if (random.nextInt(4) == 0) continue; // let some pile up
            while (expected <= tick)
                assertEquals(expected++, board.receive().getSensors().getTick());
            board.send(BoardMessage.newBuilder());
            harness.receive();
        }
        assertTrue(harness.sentAgain() > 10, "sent again: " + harness.sentAgain());
        assertTrue(harness.connections() > 20);
    }

    @Test
    void messageSentWithoutConnectionWaitsForOne() throws Exception {
        assertFalse(harness.send(sensors(0)));
        connect();
        assertEquals(0, board.receive().getSensors().getTick());
    }

    @Test
    void signsOfLifeConfirmAndAreNotHandedOut() throws Exception {
        connect();
        harness.send(sensors(0));
        board.receive();
        board.signOfLife();
        harness.send(sensors(1));
        board.send(BoardMessage.newBuilder());
        assertEquals(1, harness.receive().getSequence());
        harness.detach();
        board.detach();
        connect();
        assertEquals(1, harness.sentAgain(), "only what was not confirmed");
        assertEquals(1, board.receive().getSensors().getTick());
    }

    @Test
    void otherSideThatMissesWhatIsGoneIsRefused() throws Exception {
        connect();
        harness.send(sensors(0));
        board.receive();
        board.send(BoardMessage.newBuilder());
        harness.receive();
        harness.detach();
        IOException refused = assertThrows(IOException.class, () -> harness.attach(null, 0));
        assertTrue(refused.getMessage().contains("received=0"), refused.getMessage());
    }

    @Test
    void sideThatConfirmsNothingIsGivenUpBeforeMemoryIsFull() {
        for (int i = 0; i < BoardSession.MAX_UNCONFIRMED; i++)
            harness.send(sensors(i));
        assertThrows(IllegalStateException.class, () -> harness.send(sensors(0)));
    }

    @Test
    void oversizedDamagedAndMalformedMessagesEndTheConnectionBeforeMemoryIsTaken() throws Exception {
        byte[][] wrong = {
            {0x7F, 0, 0, 0}, // length of 2 GiB
            {0, 0, 0, 1, 0, 0, 0, 0, 9}, // wrong check sum
        };
        for (byte[] bytes : wrong) {
            connect();
            new DataOutputStream(raw.getOutputStream()).write(bytes);
            assertThrows(IOException.class, board::receive);
            assertFalse(board.isAttached());
        }
    }

    @Test
    void silenceIsABrokenConnection() throws Exception {
        raw = new Socket(server.getInetAddress(), server.getLocalPort());
        board.attach(new BoardWire(server.accept(), 50), 0);
        assertThrows(IOException.class, board::receive);
    }

    @Test
    void pictureOfOneMegabyteFits() throws Exception {
        connect();
        byte[] data = new byte[1 << 20];
        new SplittableRandom(5).nextBytes(data);
        Thread sender = new Thread(() -> harness.send(
                BoardMessage.newBuilder().setPicture(BoardPicture.newBuilder().setData(ByteString.copyFrom(data)))));
        sender.start();
        assertEquals(ByteString.copyFrom(data), board.receive().getPicture().getData());
        sender.join();
    }

    private void connect() throws IOException {
        raw = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept();
        long harnessHas = harness.received();
        long boardHas = board.received();
        BoardWire ours = new BoardWire(raw, SILENCE_MS);
        BoardWire theirs = new BoardWire(accepted, SILENCE_MS);
        harness.attach(ours, boardHas);
        board.attach(theirs, harnessHas);
    }

    private static BoardMessage.Builder sensors(long tick) {
        return BoardMessage.newBuilder().setSensors(SensorRecord.newBuilder().setTick(tick));
    }
}
