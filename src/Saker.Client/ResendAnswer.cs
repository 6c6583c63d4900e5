namespace Saker.Client;

/// <summary>What waits again.</summary>
/// <param name="Count">How many.</param>
public sealed record ResendAnswer(int Count);
