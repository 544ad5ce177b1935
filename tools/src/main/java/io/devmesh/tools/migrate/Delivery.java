package io.devmesh.tools.migrate;

/** How far a group is with an entry. */
sealed interface Delivery {
    /** No consumer has had it. */
    record Undelivered() implements Delivery {
        @Override
        public String toString() {
            return "undelivered";
        }
    }

    /**
     * A consumer has it and has not acknowledged it.
     *
     * @param times how often it was delivered
     * @param idleMillis since it was delivered last
     */
    record Pending(String consumer, long times, long idleMillis) implements Delivery {
        boolean sameAs(Delivery other) {
            return other instanceof Pending pending && pending.consumer.equals(consumer) && pending.times == times;
        }

        @Override
        public String toString() {
            return "pending for " + consumer + " (deliveries: " + times + ")";
        }
    }

    /** It was acknowledged. */
    record Done() implements Delivery {
        @Override
        public String toString() {
            return "done";
        }
    }
}
