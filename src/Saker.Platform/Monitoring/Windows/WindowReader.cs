using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>
/// Finds the rows that a time is made of: coarse ones where they hold all that is known, else finer ones. Within one transaction, so that a merge at the
/// same time is seen whole or not at all.
/// </summary>
/// <param name="session">The transaction.</param>
/// <param name="endpoint">The endpoint.</param>
/// <param name="model">Only this model; null for all that were behind the endpoint.</param>
/// <param name="version">Only this version; null for all.</param>
/// <param name="kept">From when on each grain is complete.</param>
/// <param name="hasProfiles">Whether profiles are read as well.</param>
internal sealed class WindowReader(Session session, string endpoint, string? model, int? version, WindowKeeping kept, bool hasProfiles)
{
    /// <summary>Rows of a time, in windows that begin in it; of finer grains where coarser ones are not yet made, or not of all that came.</summary>
    public async Task<IReadOnlyList<WindowRow>> ListAsync(WindowGrain grain, DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
            return [];
        var rows = await SelectAsync(grain, from, to);
        if (grain == WindowGrain.Minute)
            return rows;
        var finer = grain - 1;
        var begun = (await session.QueryAsync<long>(
            $"SELECT DISTINCT started_at FROM windows WHERE endpoint = @endpoint AND grain < @grain AND merged = 0 AND started_at >= @from AND started_at < @to{OfVersion}",
            Range(grain, from, grain.Ceiling(to)))).Select(at => grain.Floor(DateTimeOffset.FromUnixTimeMilliseconds(at))).Where(window => window >= from && window < to).Distinct().ToList();
        foreach (var window in begun)
        {
            var fine = await ListAsync(finer, window, window + grain.Length());
            if (kept.IsComplete(finer, window))
                rows.RemoveAll(row => row.From == window && fine.Any(part => (part.Model, part.Version) == (row.Model, row.Version)));
            else
                fine = [.. fine.Where(row => row.Merged == 0)];
            rows.AddRange(fine);
        }
        return rows;
    }

    /// <summary>The rows of a range: the coarsest that lie in it, and finer ones at its ends as far as they are kept.</summary>
    public async Task<IReadOnlyList<WindowRow>> CoverAsync(DateTimeOffset from, DateTimeOffset to)
    {
        var rows = new List<WindowRow>();
        var (hours, minutes) = (kept.Begin(WindowGrain.Hour), kept.Begin(WindowGrain.Minute));
        rows.AddRange(await ListAsync(WindowGrain.Day, from, Earlier(to, hours)));
        rows.AddRange(await CoverAsync(WindowGrain.Hour, Later(from, hours), Earlier(to, minutes)));
        rows.AddRange(await CoverAsync(WindowGrain.Minute, Later(from, minutes), to));
        return rows;
    }

    private async Task<IReadOnlyList<WindowRow>> CoverAsync(WindowGrain finest, DateTimeOffset from, DateTimeOffset to)
    {
        if (from >= to)
            return [];
        var rows = new List<WindowRow>();
        var (left, right) = (from, to);
        for (var grain = finest; grain <= WindowGrain.Day; grain++)
        {
            var coarser = grain + 1;
            var (begin, end) = coarser > WindowGrain.Day ? (right, right) : (coarser.Ceiling(left), coarser.Floor(right));
            if (begin >= end)
                (begin, end) = (right, right);
            rows.AddRange(await ListAsync(grain, left, begin));
            rows.AddRange(await ListAsync(grain, end, right));
            (left, right) = (begin, end);
        }
        return rows;
    }

    private async Task<List<WindowRow>> SelectAsync(WindowGrain grain, DateTimeOffset from, DateTimeOffset to) => [.. await session.QueryAsync<WindowRow>(
        $"""
        SELECT {(hasProfiles ? WindowRow.AllColumns : WindowRow.PlainColumns)} FROM windows
        WHERE endpoint = @endpoint AND grain = @grain AND started_at >= @from AND started_at < @to{OfVersion}
        ORDER BY started_at, model, version, writer, number
        """,
        Range(grain, from, to))];

    private string OfVersion => (model is null ? "" : " AND model = @model") + (version is null ? "" : " AND version = @version");

    private object Range(WindowGrain grain, DateTimeOffset from, DateTimeOffset to) =>
        new { endpoint, model, version, grain = (int)grain, from = from.ToUnixTimeMilliseconds(), to = to.ToUnixTimeMilliseconds() };

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;
}
