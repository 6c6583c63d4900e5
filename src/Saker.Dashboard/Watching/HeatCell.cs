using Saker.Platform.Monitoring.Drift.History;

namespace Saker.Dashboard.Watching;

/// <summary>How one column fared in one bucket of time, all versions together: the worst of them.</summary>
/// <param name="Moment">As the history has it.</param>
/// <param name="Version">Which version it is of.</param>
/// <param name="WindowCount">Windows in the bucket.</param>
public sealed record HeatCell(ColumnMoment Moment, int Version, long WindowCount);
