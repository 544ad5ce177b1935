package io.devmesh.system.fuzz;

import io.devmesh.shared.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Damages a message and keeps it JSON. */
final class TreeDamage {
    private final Dice dice;
    private final OddValues odd;

    TreeDamage(Dice dice) {
        this.dice = dice;
        this.odd = new OddValues(dice);
    }

    /** Changes {@code message} in up to three places. */
    void apply(ObjectNode message) {
        for (int left = 1 + dice.below(3); left > 0; left--) {
            if (dice.oneIn(4)) {
                envelope(message);
            } else {
                anywhere(message);
            }
        }
    }

    private void envelope(ObjectNode message) {
        switch (dice.below(6)) {
            case 0 -> message.set("jsonrpc", odd.any());
            case 1 -> message.set("id", odd.any());
            case 2 -> message.set("method", dice.oneIn(2) ? odd.any() : StringNode.valueOf(odd.text()));
            case 3 ->
                message.set("params", dice.oneIn(2) ? odd.any() : Json.mapper().createArrayNode());
            case 4 -> message.remove(dice.of(List.of("jsonrpc", "id", "method", "params")));
            default -> message.set(dice.of(List.of("result", "error", "id", "extra")), odd.any());
        }
    }

    private void anywhere(ObjectNode message) {
        List<JsonNode> containers = new ArrayList<>();
        collect(message, containers);
        switch (dice.of(containers)) {
            case ObjectNode object when !object.isEmpty() -> damage(object);
            case ArrayNode array when !array.isEmpty() -> damage(array);
            case ArrayNode array -> array.add(odd.any());
            case ObjectNode object -> object.set(odd.text(), odd.any());
            default -> throw new IllegalStateException("only containers are collected");
        }
    }

    private static void collect(JsonNode node, List<JsonNode> into) {
        if (node.isContainer()) {
            into.add(node);
            node.forEach(child -> collect(child, into));
        }
    }

    private void damage(ObjectNode object) {
        String name = dice.of(List.copyOf(object.propertyNames()));
        JsonNode value = object.path(name);
        switch (dice.below(7)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(Rendering.again(name), dice.oneIn(2) ? value : odd.any());
            case 2 -> {
                object.remove(name);
                object.set(dice.oneIn(2) ? name + "x" : odd.text(), value);
            }
            case 3 -> object.set(odd.text(), odd.any());
            case 4 -> object.set(name, odd.any());
            default -> object.set(name, other(value));
        }
    }

    private void damage(ArrayNode array) {
        int index = dice.below(array.size());
        switch (dice.below(4)) {
            case 0 -> array.remove(index);
            case 1 -> array.add(array.get(index));
            case 2 -> array.add(odd.any());
            default -> array.set(index, other(array.get(index)));
        }
    }

    /** Of the same type where it can be, and once in a while much too deep. */
    private JsonNode other(JsonNode value) {
        if (dice.oneIn(12)) {
            return odd.deep();
        }
        if (value.isString()) {
            String text = value.stringValue();
            return StringNode.valueOf(dice.oneIn(4) ? text + odd.text() : odd.like(text));
        }
        return value.isNumber() ? odd.number() : odd.any();
    }
}
