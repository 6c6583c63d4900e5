using Saker.Dashboard.Layout;
using Saker.Platform.Monitoring.Drift.History;

namespace Saker.Dashboard.Watching;

/// <summary>What the page of a watched endpoint is asked for; all of it stands in its address.</summary>
public sealed record WatchQuestion
{
    public required string Endpoint { get; init; }

    public required TimeRange Range { get; init; }

    /// <summary>Only this version; null for all.</summary>
    public int? Version { get; init; }

    /// <summary>Null for the one that suits the range.</summary>
    public DriftGrain? Grain { get; init; }

    /// <summary>The window that this time lies in is shown; null for the newest of the range.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The report to show; null for that of a window.</summary>
    public string? Report { get; init; }

    /// <summary>The column that is shown large; null for the first that moved.</summary>
    public string? Column { get; init; }

    /// <summary>Whether the picture over time shows data quality in place of how far columns moved.</summary>
    public bool ShowsQuality { get; init; }

    /// <summary>Whether logged rows of the window are shown.</summary>
    public bool ShowsRows { get; init; }

    /// <summary>Which page of columns, from 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>As fine as a screen has room for.</summary>
    public DriftGrain UsedGrain => Grain ?? (Range.Length <= TimeSpan.FromHours(6) ? DriftGrain.Window : Range.Length <= TimeSpan.FromHours(72) ? DriftGrain.Hour : DriftGrain.Day);

    /// <summary>The page's own address, relative to what it is of.</summary>
    public string Address => Addresses.With(
        Links.Watching(Endpoint),
        [
            .. Range.Query,
            ("version", Version is { } version ? FormattableString.Invariant($"{version}") : null),
            ("grain", Grain is { } grain ? Word(grain) : null),
            ("at", At is { } at ? TimeRange.Moment(at) : null),
            ("report", Report),
            ("column", Column),
            ("show", ShowsQuality ? "quality" : null),
            ("rows", ShowsRows ? "true" : null),
            ("page", Page > 1 ? FormattableString.Invariant($"{Page}") : null),
        ]);

    /// <summary>Where its events come from.</summary>
    public string Live => "/live" + Address;

    public static string Word(DriftGrain grain) => grain.ToString().ToLowerInvariant();

    /// <summary>Null for what is no grain.</summary>
    public static DriftGrain? GrainOf(string? text) => text switch { "window" => DriftGrain.Window, "hour" => DriftGrain.Hour, "day" => DriftGrain.Day, _ => null };
}
