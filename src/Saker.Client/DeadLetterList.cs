namespace Saker.Client;

/// <summary>Dead letters, the newest first.</summary>
public sealed record DeadLetterList(IReadOnlyList<DeadLetterInfo> DeadLetters);
