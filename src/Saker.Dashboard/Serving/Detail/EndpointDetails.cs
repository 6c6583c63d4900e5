using Saker.Platform.Serving;
using Saker.Platform.Serving.Splits;
using Saker.Platform.Serving.Statistics;

namespace Saker.Dashboard.Serving.Detail;

/// <summary>Puts together what this process knows of an endpoint: looking loads nothing and keeps nothing loaded.</summary>
internal sealed class EndpointDetails(ModelHost host, EndpointViews views)
{
    // Versions that somebody once asked for by number; beyond, the metrics have them.
    private const int MaxOthers = 8;

    public EndpointDetail? Find(string endpoint)
    {
        if (views.Find(endpoint) is not { } view)
            return null;
        var gauges = host.ListGauges().ToDictionary(one => (one.Status.Model, one.Status.Version));
        var all = host.ListTraffic().Where(one => one.Endpoint == endpoint).ToList();
        // Beyond many versions the rest are counted as one, which is none of them.
        var traffic = all.Where(one => one.Version is not null).ToDictionary(one => (one.Model, one.Version!.Value));
        var parts = Parts(view.Status).DistinctBy(part => (part.Model, part.Version)).ToList();
        var known = parts.Select(part => (part.Model, part.Version)).ToHashSet();
        var others = traffic.Keys.Where(key => !known.Contains(key)).OrderByDescending(key => key.Item2).Take(MaxOthers).Select(key => (Model: key.Item1, Version: key.Item2, Part: "earlier", Share: (double?)null));
        return new EndpointDetail(view, [.. parts.Concat(others).Select(part => new ServedVersion(
            part.Model, part.Version, part.Part, part.Share, gauges.GetValueOrDefault((part.Model, part.Version)), traffic.GetValueOrDefault((part.Model, part.Version))))], all);
    }

    public MemoryUsage MeasureMemory()
    {
        var loaded = host.ListGauges().Where(one => one.Status.LoadedAt is not null).ToList();
        return new MemoryUsage(loaded.Count, loaded.Sum(one => one.Status.EstimatedBytes));
    }

    private static IEnumerable<(string Model, int Version, string Part, double? Share)> Parts(EndpointStatus status)
    {
        if (status.Split is { } split)
        {
            foreach (var arm in split.Split.Arms)
                yield return (arm.Model, arm.Version, Part(split.Split, arm), arm.Weight / (double)EndpointSplit.AllKeys);
        }
        else if (status is { ServingModel: { } model, ServingVersion: { } version })
        {
            yield return (model, version, "serves", 1);
        }
        var endpoint = status.Endpoint;
        yield return (endpoint.Model, endpoint.Version, "wanted", null);
        if (endpoint.Previous is { } previous)
            yield return (previous.Model, previous.Version, "before", null);
    }

    private static string Part(EndpointSplit split, SplitArm arm) => arm == split.Arms[0] ? "control" : split.Kind == SplitKind.Shadow ? "shadow" : "candidate";
}
