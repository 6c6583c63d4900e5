using System.Runtime.InteropServices;
using Saker.Platform.Monitoring.Capture;

namespace Saker.Platform.Monitoring.Windows;

/// <summary>The facts of a window while they are counted. For one thread.</summary>
internal sealed class FactsDraft
{
    private readonly Dictionary<string, long> _errors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _steps = new(StringComparer.Ordinal);
    private readonly LatencyDraft _total = new();
    private readonly LatencyDraft _queue = new();
    private readonly LatencyDraft _compute = new();
    private long _requests;
    private long _rows;
    private long _refused;
    private long _cacheHits;
    private long _warned;
    private long _warnings;
    private long _mended;
    private long _primary;

    public long ProfiledRowCount { get; set; }

    public long DroppedCount { get; set; }

    public void Add(in CapturedRequest request)
    {
        _requests++;
        _refused += request.IsRefused ? 1 : 0;
        _warned += request.WarningCount > 0 ? 1 : 0;
        _warnings += request.WarningCount;
        _mended += request.MendedCount;
        _total.Add(request.TotalMicroseconds);
        if (request.Error is { } error)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_errors, error, out _)++;
            return;
        }
        _rows += request.RowCount;
        _cacheHits += request.IsFromCache ? 1 : 0;
        if (ReferenceEquals(request.Step, CaptureNames.Primary))
            _primary++;
        else
            CollectionsMarshal.GetValueRefOrAddDefault(_steps, request.Step, out _)++;
        if (request.ComputeMicroseconds <= 0)
            return;
        _queue.Add(request.QueueMicroseconds);
        _compute.Add(request.ComputeMicroseconds);
    }

    public WindowFacts Build()
    {
        var steps = new SortedDictionary<string, long>(_steps, StringComparer.Ordinal);
        if (_primary > 0)
            steps[CaptureNames.Primary] = _primary + steps.GetValueOrDefault(CaptureNames.Primary);
        return Build(steps);
    }

    private WindowFacts Build(SortedDictionary<string, long> steps) => new()
    {
        RequestCount = _requests,
        RowCount = _rows,
        ProfiledRowCount = ProfiledRowCount,
        Errors = new SortedDictionary<string, long>(_errors, StringComparer.Ordinal),
        RefusedCount = _refused,
        CacheHitCount = _cacheHits,
        Steps = steps,
        WarnedCount = _warned,
        WarningCount = _warnings,
        MendedCount = _mended,
        DroppedCount = DroppedCount,
        Total = _total.Build(),
        Queue = _queue.Build(),
        Compute = _compute.Build(),
    };
}
