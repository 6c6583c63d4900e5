namespace Saker.Platform.Rollouts.Evidence;

/// <summary>Evidence of a rollout as it is stored.</summary>
/// <param name="Revision">Rises with every folding.</param>
/// <param name="IsOpen">Whether more is kept.</param>
/// <param name="State">What was folded; null before the first.</param>
/// <param name="Blocks">What was not.</param>
internal sealed record StoredEvidence(long Revision, bool IsOpen, byte[]? State, IReadOnlyList<EvidenceBlock> Blocks);
