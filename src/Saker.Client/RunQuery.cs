using System.Globalization;

namespace Saker.Client;

/// <summary>Which runs are wanted, in what order.</summary>
public sealed record RunQuery
{
    /// <summary>An experiment by its name; null for all.</summary>
    public string? Experiment { get; init; }

    /// <summary>Such as <c>metrics.auc > 0.8 AND tags.team = 'risk'</c>.</summary>
    public string? Filter { get; init; }

    /// <summary>Such as <c>metrics.auc DESC, start_time</c>; without it, the newest come first.</summary>
    public string? Order { get; init; }

    public int MaxCount { get; init; } = 100;

    /// <summary>What <see cref="RunList.NextPage"/> of the page before says.</summary>
    public string? Page { get; init; }

    internal string ToPath()
    {
        var path = "api/runs?max=" + MaxCount.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in ((string, string?)[])[("experiment", Experiment), ("filter", Filter), ("order", Order), ("page", Page)])
            if (value is not null)
                path += $"&{name}={Uri.EscapeDataString(value)}";
        return path;
    }
}
