package dev.skycrane.hil.campaign;

import dev.skycrane.flight.core.VisionFix;
import dev.skycrane.flight.core.VisionRequest;
import dev.skycrane.hil.plant.Truth;
import java.util.ArrayDeque;

/** Keeps answers until the tick at which they are due. */
final class FixQueue {
    private final FixSource source;
    private final ArrayDeque<Answer> answers = new ArrayDeque<>();
    private final ArrayDeque<Answer> spare = new ArrayDeque<>();

    private static final class Answer {
        private final VisionFix fix = new VisionFix();
        private long dueTick;
    }

    FixQueue(FixSource source) {
        this.source = source;
    }

    /** @return the answer that will be given */
    VisionFix ask(VisionRequest request, Truth truth) {
        Answer answer = spare.isEmpty() ? new Answer() : spare.remove();
        source.localise(request, truth, answer.fix);
        answer.dueTick = request.dueTick;
        answers.add(answer);
        return answer.fix;
    }

    /** Fills {@code out} with the answer due at {@code tick}, or clears it. */
    void answer(long tick, VisionFix out) {
        Answer answer = answers.peek();
        if (answer == null || answer.dueTick != tick) {
            out.clear();
            return;
        }
        spare.add(answers.remove());
        out.copyFrom(answer.fix);
    }
}
