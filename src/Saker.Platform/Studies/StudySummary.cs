namespace Saker.Platform.Studies;

/// <summary>A study in a list.</summary>
/// <param name="Study">The study.</param>
/// <param name="TrialCount">Trials that were begun.</param>
/// <param name="CompleteCount">Those that have a value.</param>
/// <param name="PrunedCount">Those that were ended early.</param>
/// <param name="FailedCount">Those that failed.</param>
/// <param name="Best">The best value; null when no trial is complete.</param>
public sealed record StudySummary(StoredStudy Study, int TrialCount, int CompleteCount, int PrunedCount, int FailedCount, double? Best);
