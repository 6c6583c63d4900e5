using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>A run in a table.</summary>
/// <param name="Run">The run.</param>
/// <param name="Depth">Within how many other runs of the table it is nested.</param>
public sealed record RunLine(Run Run, int Depth);
