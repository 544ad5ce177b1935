package io.devmesh.shared.doctor;

import io.devmesh.shared.redis.RedisAddress;
import io.devmesh.shared.redis.RedisTopology;
import io.devmesh.shared.redis.RedisVariables;

/** What it means that no connection to Redis came about. */
record RedisRouteTrouble(RedisVariables variables, RedisTopology topology, RedisAddress address) {
    void tell(Route.Outcome.Blocked blocked, Findings findings) {
        String seen = address + ": " + blocked.seen();
        String name = topology.variable();
        String set = "set " + name + " to the endpoint's host:port";
        switch (blocked.obstacle()) {
            case UNKNOWN_HOST ->
                findings.error(
                        Code.REDIS__HOST__UNKNOWN,
                        seen,
                        name + " names " + address.host() + ", which DNS does not know",
                        set + ", as the AWS console or kubectl get service shows it");
            case NO_ANSWER_TO_LOOKUP ->
                findings.error(
                        Code.REDIS__HOST__NO_ANSWER,
                        seen,
                        "DNS does not answer for " + address.host() + ", which " + name + " names",
                        "check the pod's DNS (CoreDNS, network policies for port 53), or " + set);
            case REFUSED -> refused(seen, findings);
            case TIMEOUT ->
                findings.error(
                        Code.REDIS__CONNECT__TIMEOUT,
                        seen,
                        "Nothing answers at " + address + ", which " + name + " names; something drops the packets",
                        "check that the security group, network ACLs and network policies let this pod reach port "
                                + address.port() + ", and that " + name + " is right; raise "
                                + variables.name("CONNECT_TIMEOUT") + " only where the network is that slow");
            case UNREACHABLE ->
                findings.error(
                        Code.REDIS__CONNECT__UNREACHABLE,
                        seen,
                        "There is no route to " + address + ", which " + name + " names",
                        "check subnets, routes and network policies, or " + set);
        }
    }

    private void refused(String seen, Findings findings) {
        String name = topology.variable();
        if (topology.assumed()) {
            findings.error(
                    Code.REDIS__CONNECT__REFUSED,
                    seen,
                    name + " is not set in this pod, so Redis is looked for at " + address + ", where nothing listens",
                    "set " + name + " to the Redis endpoint's host:port in every service");
        } else if (isThisPod()) {
            findings.error(
                    Code.REDIS__CONNECT__REFUSED,
                    seen,
                    name + " names " + address + ", which is this pod itself, where nothing listens",
                    "set " + name + " to the Redis endpoint's host:port");
        } else {
            findings.error(
                    Code.REDIS__CONNECT__REFUSED,
                    seen,
                    "Nothing listens at " + address + ", which " + name + " names",
                    "set " + name + " to the endpoint's host:port, and check that Redis runs there");
        }
    }

    private boolean isThisPod() {
        String host = address.host();
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1") || host.equals("::");
    }
}
