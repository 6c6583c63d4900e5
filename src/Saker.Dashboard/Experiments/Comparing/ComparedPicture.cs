using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments.Comparing;

/// <summary>A picture that runs left behind under the same path.</summary>
/// <param name="Path">Within each run's artifacts.</param>
/// <param name="Runs">Those that have it.</param>
public sealed record ComparedPicture(string Path, IReadOnlyList<RunId> Runs);
