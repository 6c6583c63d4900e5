using Microsoft.Extensions.Logging;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>
/// Makes coarser windows of finer ones. Merging is done outside the transaction that others wait for; what was written meanwhile is noticed, and merged another time.
/// </summary>
internal sealed class WindowMerger(Database database, WindowKeeping keeping, ILogger logger)
{
    private readonly List<Exception> _failures = [];

    /// <summary>What could not be merged, such as a profile that is damaged; all else was.</summary>
    public IReadOnlyList<Exception> Failures => _failures;

    /// <summary>Makes every window of a grain, of those that ended before a time, that something new came for.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> MergeAsync(WindowGrain grain, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(
            session => session.QueryAsync<WindowRow>(
                "SELECT DISTINCT endpoint, model, version, started_at - started_at % @length AS StartedAt FROM windows WHERE grain = @finer AND merged = 0 AND started_at < @before ORDER BY StartedAt",
                new { finer = (int)(grain - 1), length = (long)grain.Length().TotalMilliseconds, before = before.ToUnixTimeMilliseconds() }),
            cancellationToken);
        var made = 0;
        foreach (var window in due)
            made += await TryMergeAsync(window with { Grain = (int)grain }, cancellationToken) ? 1 : 0;
        return made;
    }

    // What is wrong with one window keeps no other from being merged, nor what is old from being removed.
    private async Task<bool> TryMergeAsync(WindowRow window, CancellationToken cancellationToken)
    {
        try
        {
            return await MergeAsync(window, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            logger.MergeFailed(exception, window.Endpoint, window.Model, window.Version, window.From);
            _failures.Add(exception);
            return false;
        }
    }

    private async Task<bool> MergeAsync(WindowRow window, CancellationToken cancellationToken)
    {
        var isComplete = keeping.IsComplete((WindowGrain)window.Grain - 1, window.From);
        var rows = await database.ReadAsync(session => ListAsync(session, window, WindowRow.AllColumns, isComplete), cancellationToken);
        var sum = WindowSum.Of(rows);
        if (sum.LeftRowCount > 0)
            logger.ColumnsDiffer(window.Endpoint, window.Model, window.Version, window.From, sum.LeftRowCount);
        var merged = sum.ToRow((WindowGrain)window.Grain);
        return await database.WriteAsync(
            async session =>
            {
                var now = await ListAsync(session, window, WindowRow.PlainColumns, isComplete);
                if (!now.Select(Stamp).SequenceEqual(rows.Select(Stamp)))
                    return false;
                await SqlWindowStore.WriteAsync(session, merged);
                await session.ExecuteAsync($"UPDATE windows SET merged = 1 WHERE {OfWindow} AND grain = @finer", Range(window));
                return true;
            },
            cancellationToken);
    }

    // All finer rows; or, where some are gone already, the window itself and what came after it was made.
    private static Task<IReadOnlyList<WindowRow>> ListAsync(Session session, WindowRow window, string columns, bool isComplete) => session.QueryAsync<WindowRow>(
        $"SELECT {columns} FROM windows WHERE {OfWindow} AND {(isComplete ? "grain = @finer" : "((grain = @finer AND merged = 0) OR grain = @grain)")} ORDER BY grain, started_at, writer, number",
        Range(window));

    private const string OfWindow = "endpoint = @Endpoint AND model = @Model AND version = @Version AND started_at >= @from AND started_at < @to";

    private static object Range(WindowRow window) => new
    {
        window.Endpoint, window.Model, window.Version, grain = window.Grain, finer = window.Grain - 1,
        from = window.StartedAt, to = window.To.ToUnixTimeMilliseconds(),
    };

    private static (int, long, string, long, long) Stamp(WindowRow row) => (row.Grain, row.StartedAt, row.Writer, row.Number, row.Revision);
}
