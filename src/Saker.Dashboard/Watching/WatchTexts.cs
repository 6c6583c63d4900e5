using System.Globalization;
using Saker.Dashboard.Layout;
using Saker.Platform.Monitoring.Drift.History;

namespace Saker.Dashboard.Watching;

/// <summary>What is measured of traffic, in words.</summary>
internal static class WatchTexts
{
    // From which share of rows on a cell is a step darker.
    private static readonly double[] s_levels = [0.03, 0.1, 0.25, 0.5];

    /// <summary>The steps of the heat map, as its legend has them.</summary>
    public static IReadOnlyList<string> Levels { get; } = ["under 3%", "3% to 10%", "10% to 25%", "25% to 50%", "50% and more"];

    /// <summary>0 to 4.</summary>
    public static int Level(double share) => s_levels.Count(step => share >= step);

    public static string Number(double? value) => value is { } known ? known.ToString("G3", CultureInfo.InvariantCulture) : Format.None;

    /// <summary>As small as anybody needs to know.</summary>
    public static string P(double? value) => value switch
    {
        null => Format.None,
        < 0.0001 => "< 0.0001",
        { } known => known.ToString("0.0###", CultureInfo.InvariantCulture),
    };

    public static string Measure(string name) => name.Replace('_', ' ');

    public static string Quality(string kind) => kind switch
    {
        "nulls" => "missing values",
        "new_values" => "new values",
        "out_of_range" => "out of range",
        "type_change" => "another type",
        "gone" => "column gone",
        "added" => "column new",
        _ => kind.Replace('_', ' '),
    };

    public static string Time(DateTimeOffset at, DriftGrain grain) =>
        at.UtcDateTime.ToString(grain == DriftGrain.Day ? "d MMM yyyy" : "d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A cell in words, for those who cannot see its colour, and for all who point at it.</summary>
    public static string Cell(string column, DateTimeOffset at, DriftGrain grain, HeatCell cell, bool isQuality)
    {
        var place = $"{column}, {Time(at, grain)}: ";
        var quality = cell.Moment.Quality is { } found ? string.Join(", ", found.Select(kind => kind.Value >= 1 ? Quality(kind.Key) : $"{Quality(kind.Key)} in {Format.Share(kind.Value)} of rows")) : null;
        if (isQuality)
            return place + (quality ?? "data as expected");
        var effect = cell.Moment.Effect is { } share ? $"{(cell.WindowCount > 1 ? "at most " : "")}{Format.Share(share)} of rows elsewhere" : "not compared";
        var moved = cell.Moment.DriftedCount == 0 ? "" : cell.WindowCount > 1 ? $", moved in {Format.Count(cell.Moment.DriftedCount)} of {Format.Count(cell.WindowCount)} windows" : ", moved";
        return place + effect + moved + (quality is null ? "" : $"; {quality}");
    }
}
