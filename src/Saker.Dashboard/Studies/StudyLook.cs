namespace Saker.Dashboard.Studies;

/// <summary>What was seen of a study last.</summary>
/// <param name="View">What there was to see.</param>
/// <param name="ExplainedAt">When its importance was computed, as a timestamp of the clock.</param>
internal sealed record StudyLook(StudyView View, long ExplainedAt);
