namespace Saker.Testing.Proposals;

/// <summary>Whether a suite noticed a broken column.</summary>
public sealed record TrialOutcome(string Column, string Corruption, bool IsCaught);
