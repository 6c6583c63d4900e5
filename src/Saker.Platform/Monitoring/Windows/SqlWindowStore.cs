using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Registry;
using Saker.Platform.Storage;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>Windows in the home's database.</summary>
internal sealed class SqlWindowStore : IWindowStore
{
    private readonly Database _database;
    private readonly WindowOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<SqlWindowStore> _logger;

    public SqlWindowStore(Database database, WindowOptions options, TimeProvider time, ILogger<SqlWindowStore> logger)
    {
        options.Validate();
        (_database, _options, _time, _logger) = (database, options, time, logger);
    }

    public async Task WriteAsync(IReadOnlyList<WindowPart> parts, CancellationToken cancellationToken)
    {
        // Made before the transaction, which others wait for.
        var rows = parts.Select(WindowRow.Of).ToList();
        await _database.WriteAsync(
            async session =>
            {
                var names = await NameHistory.ReadAsync(session);
                foreach (var row in rows)
                    // Servers that did not notice yet that a model was renamed have its windows under the old name.
                    await WriteAsync(session, row with { Model = names.CurrentOf(row.Model, row.FirstAt ?? row.From) });
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<WindowSummary>> ListAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, WindowGrain grain, CancellationToken cancellationToken)
    {
        if (from < to && (to - from) / grain.Length() > _options.MaxListed)
            throw TooMany();
        var rows = await _database.ReadAsync(session => new WindowReader(session, endpoint, model: null, version, Keeping(), hasProfiles: false).ListAsync(grain, from, to), cancellationToken);
        // Finer rows stand for a window that is not merged yet.
        var windows = rows.GroupBy(row => (At: grain.Floor(row.From), row.Model, row.Version))
            .OrderBy(window => window.Key.At).ThenBy(window => window.Key.Model, StringComparer.Ordinal).ThenBy(window => window.Key.Version)
            .Select(window => WindowSum.Of(window).ToSummary() with { From = window.Key.At, To = window.Key.At + grain.Length() })
            .ToList();
        return windows.Count <= _options.MaxListed ? windows : throw TooMany();
    }

    public async Task<IReadOnlyList<WindowSummary>> ListFinestAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var keeping = Keeping();
        var (hours, minutes) = (keeping.Begin(WindowGrain.Hour), keeping.Begin(WindowGrain.Minute));
        var windows = new List<WindowSummary>();
        foreach (var (grain, begin, end) in (IReadOnlyList<(WindowGrain, DateTimeOffset, DateTimeOffset)>)[(WindowGrain.Day, from, hours), (WindowGrain.Hour, hours, minutes), (WindowGrain.Minute, minutes, to)])
        {
            var (first, last) = (begin > from ? begin : from, end < to ? end : to);
            if (first < last)
                windows.AddRange(await ListAsync(endpoint, version, first, last, grain, cancellationToken));
        }
        return windows;
    }

    public Task<Window?> FindAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        FindAsync(endpoint, model: null, version, from, to, cancellationToken);

    public Task<Window?> FindAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        FindAsync(endpoint, model, (int?)version, from, to, cancellationToken);

    private async Task<Window?> FindAsync(string endpoint, string? model, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (first, end) = (WindowGrain.Minute.Floor(from), WindowGrain.Minute.Ceiling(to));
        var rows = await _database.ReadAsync(session => new WindowReader(session, endpoint, model, version, Keeping(), hasProfiles: true).CoverAsync(first, end), cancellationToken);
        return rows.Count == 0 ? null : WindowSum.Of(rows).ToWindow();
    }

    public async Task<WindowUpkeep> KeepAsync(CancellationToken cancellationToken)
    {
        var keeping = Keeping();
        var merger = new WindowMerger(_database, keeping, _logger);
        var merged = 0;
        foreach (var grain in (IReadOnlyList<WindowGrain>)[WindowGrain.Hour, WindowGrain.Day])
            merged += await merger.MergeAsync(grain, grain.Floor(_time.GetUtcNow() - _options.MergeDelay), cancellationToken);
        var removed = await _database.WriteAsync(session => RemoveAsync(session, keeping), cancellationToken);
        return merger.Failures.Count == 0 ? new WindowUpkeep(merged, removed) : throw new AggregateException("Some windows could not be merged.", merger.Failures);
    }

    // What is merged is removed with its own grain; what could not be with the next coarser one, so that it does not stay for ever.
    private static async Task<int> RemoveAsync(Session session, WindowKeeping keeping)
    {
        var count = 0;
        foreach (var grain in Enum.GetValues<WindowGrain>())
        {
            var unmerged = grain == WindowGrain.Day ? grain : grain + 1;
            count += await session.ExecuteAsync(
                "DELETE FROM windows WHERE grain = @grain AND ((started_at < @before AND merged = 1) OR (started_at < @unmerged AND merged = 0))",
                new { grain = (int)grain, before = keeping.Begin(grain).ToUnixTimeMilliseconds(), unmerged = keeping.Begin(unmerged).ToUnixTimeMilliseconds() });
        }
        return count;
    }

    /// <summary>Writes a row in place of what was there.</summary>
    internal static Task WriteAsync(Session session, WindowRow row) => session.ExecuteAsync(
        """
        INSERT INTO windows (endpoint, grain, started_at, model, version, writer, number, facts, inputs, outputs, bins, writer_count, revision, merged)
        VALUES (@Endpoint, @Grain, @StartedAt, @Model, @Version, @Writer, @Number, @Facts, @Inputs, @Outputs, @Bins, @WriterCount, 1, 0)
        ON CONFLICT (endpoint, grain, started_at, model, version, writer, number) DO UPDATE
        SET facts = excluded.facts, inputs = excluded.inputs, outputs = excluded.outputs, bins = excluded.bins, writer_count = excluded.writer_count, revision = windows.revision + 1, merged = 0
        """,
        row);

    private WindowKeeping Keeping() => new(_options, _time.GetUtcNow());

    private SakerException TooMany() => new(ErrorKind.TooLarge, $"There are more than {_options.MaxListed} windows in this time; ask for a shorter one, or for hours or days.", "from");
}
