namespace Saker.Dashboard.Serving.History;

/// <summary>How long a stage of requests took, in milliseconds; null while there was none.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Meaning">What happens in it.</param>
/// <param name="P50">Half did not exceed it.</param>
/// <param name="P95">95% did not exceed it.</param>
/// <param name="P99">99% did not exceed it.</param>
public sealed record StageLine(string Name, string Meaning, double? P50, double? P95, double? P99);
