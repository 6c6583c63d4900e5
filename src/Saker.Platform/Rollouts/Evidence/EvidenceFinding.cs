namespace Saker.Platform.Rollouts.Evidence;

/// <summary>That the arms of an A/B test or a bandit can be told apart, or that there is no difference that counts.</summary>
/// <param name="Winner">The number of the best arm, 0 for the control; null when there is no difference.</param>
/// <param name="Text">In a sentence, with the numbers.</param>
public sealed record EvidenceFinding(int? Winner, string Text);
