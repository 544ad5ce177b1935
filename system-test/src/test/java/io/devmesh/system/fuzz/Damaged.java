package io.devmesh.system.fuzz;

import java.util.Arrays;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A message that was made and, most of the time, damaged. */
record Damaged(String kind, byte[] body) {
    /** One byte more than EDGE_MCP_MAX_BODY. */
    static final int OVERSIZE = (4 << 20) + 1;

    private static final int OVERSIZE_SELDOM = 3_000;

    static Damaged make(String version, int id, Dice dice, Memory memory) {
        if (dice.oneIn(OVERSIZE_SELDOM)) {
            byte[] body = new byte[OVERSIZE];
            Arrays.fill(body, (byte) ' ');
            return new Damaged("oversize", body);
        }
        boolean isBatch = dice.oneIn(version.equals(Samples.BATCHING) ? 6 : 60);
        JsonNode message = isBatch ? Samples.batch(id, dice, memory) : Samples.message(version, id, dice, memory);
        return damage(message, dice);
    }

    private static Damaged damage(JsonNode message, Dice dice) {
        int way = dice.below(20);
        boolean isTree = way < 12;
        boolean isBytes = way >= 11 && way < 16;
        if (isTree) {
            ObjectNode chosen = (ObjectNode) (message.isArray() ? message.get(dice.below(message.size())) : message);
            new TreeDamage(dice).apply(chosen);
        }
        byte[] body = Rendering.bytes(message, dice.oneIn(2));
        String kind = (message.isArray() ? "batch-" : "") + (isBytes ? "bytes" : isTree ? "tree" : "clean");
        return new Damaged(kind, isBytes ? new ByteDamage(dice).apply(body) : body);
    }
}
