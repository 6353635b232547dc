package dev.trefoil.gateway.route;

import dev.trefoil.core.column.Schema;
import dev.trefoil.core.signature.Signature;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;

/// How one endpoint answers.
///
/// @param endpoint name in the address
/// @param signature raw feature columns a request must carry, and what comes out
/// @param accepted the feature columns followed by the optional context columns (time, cluster, entity) that are
///     captured beside them
/// @param time name of the context or feature column that is the event time; empty when there is none
/// @param salt changes which keys fall to which arm from one rollout to the next
/// @param arms what can answer; their shares sum to one
/// @param shadow whether every arm scores every row, so that arms can be compared in pairs
public record Route(
        String endpoint,
        Signature signature,
        Schema accepted,
        String time,
        String salt,
        List<Share> arms,
        boolean shadow) {

    /// An arm and the share of keys in [0, 1] that it answers.
    public record Share(Arm arm, double share) {}

    public Route {
        arms = List.copyOf(arms);
        double total = arms.stream().mapToDouble(Share::share).sum();
        if (arms.isEmpty() || Math.abs(total - 1) > 1e-9) {
            throw new IllegalArgumentException("the shares of endpoint '" + endpoint + "' sum to " + total + ", not 1");
        }
    }

    /// Index of the arm that answers this key. The last arm takes the lowest part of the hash range, so that a key
    /// which reached a growing candidate stays with it from step to step.
    public int pick(String key) {
        if (arms.size() == 1) {
            return 0;
        }
        CRC32C crc = new CRC32C();
        crc.update(salt.getBytes(StandardCharsets.UTF_8));
        crc.update(key.getBytes(StandardCharsets.UTF_8));
        // CRC is linear; a multiplicative mix spreads keys that differ in one character.
        long mixed = crc.getValue() * 0x9E3779B97F4A7C15L;
        double at = (mixed >>> 11) * 0x1.0p-53;
        double edge = 0;
        for (int i = arms.size() - 1; i > 0; i--) {
            edge += arms.get(i).share();
            if (at < edge) {
                return i;
            }
        }
        return 0;
    }
}
