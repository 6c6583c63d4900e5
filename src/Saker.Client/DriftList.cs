namespace Saker.Client;

/// <summary>Reports of drift, the latest traffic first.</summary>
/// <param name="Reports">The reports.</param>
/// <param name="Progress">How far each version is with its windows, the newest version first.</param>
public sealed record DriftList(IReadOnlyList<DriftSummaryInfo> Reports, IReadOnlyList<DriftProgressInfo> Progress);
