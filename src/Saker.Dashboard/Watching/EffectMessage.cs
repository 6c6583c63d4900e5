using System.Text.Json;
using Saker.Platform.Monitoring.Drift.History;

namespace Saker.Dashboard.Watching;

/// <summary>How far one column moved over time, as the chart takes it.</summary>
/// <param name="At">Where each moment begins, milliseconds since 1970.</param>
/// <param name="Effect">The share of rows elsewhere, 0 to 1; null where nothing was compared.</param>
/// <param name="Moved">Whether it moved.</param>
/// <param name="Least">From where on a change matters.</param>
internal sealed record EffectMessage(IReadOnlyList<long> At, IReadOnlyList<double?> Effect, IReadOnlyList<bool> Moved, double Least)
{
    /// <summary>Empty where there is nothing to draw.</summary>
    public static string Write(IReadOnlyList<DriftMoment> moments, string column, bool isOutput, double least)
    {
        var found = moments.Select(moment => (moment.From, Column: moment.Columns.FirstOrDefault(one => one.Column == column && one.IsOutput == isOutput)))
            .Where(moment => moment.Column is not null)
            .GroupBy(moment => moment.From)
            .Select(moment => (At: moment.Key, Column: moment.MaxBy(one => one.Column!.Effect ?? -1).Column!))
            .ToList();
        return found.Count < 2 ? "" : JsonSerializer.Serialize(
            new EffectMessage([.. found.Select(one => one.At.ToUnixTimeMilliseconds())], [.. found.Select(one => one.Column.Effect)], [.. found.Select(one => one.Column.DriftedCount > 0)], least),
            WatchJson.Default.EffectMessage);
    }
}
