using Saker.Data;
using Saker.Data.Profiles;
using Saker.Platform.Monitoring.Windows;

namespace Saker.Platform.Tests.Monitoring.Drift;

/// <summary>Windows of rows in memory, by the minute.</summary>
internal sealed class MemoryWindows : IWindowStore
{
    private readonly List<WindowPart> _parts = [];

    public void Add(string endpoint, int version, DateTimeOffset at, Table inputs, Table? outputs) => _parts.Add(new WindowPart
    {
        Endpoint = endpoint,
        Model = "churn",
        Version = version,
        At = at,
        Writer = "test",
        Number = _parts.Count,
        Facts = Facts(inputs.RowCount),
        Inputs = Profile.Of(inputs),
        Outputs = outputs is null ? null : Profile.Of(outputs),
    });

    public Task WriteAsync(IReadOnlyList<WindowPart> parts, CancellationToken cancellationToken)
    {
        _parts.AddRange(parts);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WindowSummary>> ListAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, WindowGrain grain, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WindowSummary>>([.. Of(endpoint, version, from, to).GroupBy(part => (part.At, part.Version)).OrderBy(minute => minute.Key).Select(minute => Summary([.. minute], minute.Key.Version))]);

    public Task<IReadOnlyList<WindowSummary>> ListFinestAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        ListAsync(endpoint, version, from, to, WindowGrain.Minute, cancellationToken);

    public Task<Window?> FindAsync(string endpoint, string model, int version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        FindAsync(endpoint, version, from, to, cancellationToken);

    public Task<Window?> FindAsync(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var parts = Of(endpoint, version, from, to).ToList();
        return Task.FromResult(parts.Count == 0 ? null : new Window
        {
            Summary = Summary(parts, version),
            Inputs = parts.Select(part => part.Inputs!).Aggregate((left, right) => left + right),
            Outputs = parts.Any(part => part.Outputs is null) ? null : parts.Select(part => part.Outputs!).Aggregate((left, right) => left + right),
            Bins = new Dictionary<string, BinnedColumn>(),
        });
    }

    public Task<WindowUpkeep> KeepAsync(CancellationToken cancellationToken) => Task.FromResult(new WindowUpkeep(0, 0));

    private IEnumerable<WindowPart> Of(string endpoint, int? version, DateTimeOffset from, DateTimeOffset to) =>
        _parts.Where(part => part.Endpoint == endpoint && (version is null || part.Version == version) && part.At >= from && part.At < to);

    private static WindowSummary Summary(IReadOnlyList<WindowPart> parts, int? version) => new()
    {
        Endpoint = parts[0].Endpoint,
        Model = parts[0].Model,
        Version = version,
        From = parts.Min(part => part.At),
        To = parts.Max(part => part.At).AddMinutes(1),
        WriterCount = 1,
        Facts = parts.Select(part => part.Facts).Aggregate((left, right) => left + right),
    };

    private static WindowFacts Facts(int rows) => new()
    {
        RequestCount = rows,
        RowCount = rows,
        ProfiledRowCount = rows,
        Errors = new Dictionary<string, long>(),
        RefusedCount = 0,
        CacheHitCount = 0,
        Steps = new Dictionary<string, long> { ["primary"] = rows },
        WarnedCount = 0,
        WarningCount = 0,
        MendedCount = 0,
        Total = LatencyCounts.None,
        Queue = LatencyCounts.None,
        Compute = LatencyCounts.None,
    };
}
