package dev.trefoil.core.agreement;

import java.util.List;

/// What CROWDLAB says beside the consensus.
///
/// @param consensus labels, their quality scores, and the annotators' quality
/// @param modelWeight how far the model is trusted
/// @param annotatorWeights the sum of how far each annotator is
/// @param worstClasses by annotator, the class that is labelled worst; −1 without labels
public record CrowdlabResult(
        Consensus consensus, double modelWeight, double annotatorWeights, List<Integer> worstClasses) {
    public CrowdlabResult {
        worstClasses = List.copyOf(worstClasses);
    }
}
