namespace Saker.Client;

/// <summary>Some outcomes, the latest first.</summary>
/// <param name="Outcomes">The outcomes.</param>
/// <param name="NextPage">Give it as <c>page</c> for those that follow; absent when there are none.</param>
public sealed record OutcomeList(IReadOnlyList<OutcomeInfo> Outcomes, string? NextPage);
