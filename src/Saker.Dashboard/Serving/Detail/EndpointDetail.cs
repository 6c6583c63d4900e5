using Saker.Platform.Serving.Statistics;

namespace Saker.Dashboard.Serving.Detail;

/// <summary>All that this process knows of an endpoint.</summary>
/// <param name="View">What it serves, and its traffic.</param>
/// <param name="Versions">The versions behind it, the one that serves first; of those that served once, the newest.</param>
/// <param name="Traffic">What callers got of every version that answered since the process started.</param>
public sealed record EndpointDetail(EndpointView View, IReadOnlyList<ServedVersion> Versions, IReadOnlyList<VersionTrafficSnapshot> Traffic)
{
    /// <summary>The version that answers; null when none does.</summary>
    public ServedVersion? Serving => Versions.FirstOrDefault(one => one.Model == View.Status.ServingModel && one.Version == View.Status.ServingVersion);

    /// <summary>Answered requests by who answered, in the order of <see cref="AnswerSteps.Words"/>.</summary>
    public IReadOnlyList<long> Steps => [.. Enumerable.Range(0, AnswerSteps.Words.Count).Select(i => Traffic.Sum(one => one.Steps[i]))];

    /// <summary>Requests by how they ended, in the order of <see cref="RequestOutcomes.Words"/>.</summary>
    public IReadOnlyList<long> Outcomes => [.. Enumerable.Range(0, RequestOutcomes.Words.Count).Select(i => Traffic.Sum(one => one.Outcomes[i]))];
}
