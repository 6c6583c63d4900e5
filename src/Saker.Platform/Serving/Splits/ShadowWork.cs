using System.Diagnostics;

namespace Saker.Platform.Serving.Splits;

/// <summary>
/// One thread that runs copies of requests, only in moments when the version that answers callers has nothing to do, in batches that last about a millisecond, and for no more than
/// its share of a processor. It looks for work by itself, so that no request has to wake it.
/// </summary>
internal sealed class ShadowWork(ShadowMirror mirror)
{
    // About what a request waits at most that comes while a batch runs on the same processor and cannot be stopped.
    private const double BatchNanoseconds = 1e6;
    private const int MaxBatchRows = 64;

    /// <summary>How often it looks while there is work; meanwhile copies gather, which run cheaper together.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(2);

    /// <summary>How often it looks when there was none for a while.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private readonly List<ShadowCopy> _batch = [];
    private double _nanosecondsPerRow;

    /// <summary>Until the mirror stops.</summary>
    public void Run()
    {
        ThreadCourtesy.GiveWay();
        using var lane = new ShadowLane(mirror);
        var idleSince = Stopwatch.GetTimestamp();
        while (!mirror.Stopped.IsCancellationRequested)
        {
            if (mirror.IsEmpty)
            {
                var isResting = Stopwatch.GetElapsedTime(idleSince) > s_patience;
                // What is not used is not kept from being unloaded.
                if (isResting)
                    lane.TryLetGo();
                Wait(isResting ? s_rest : s_look);
                continue;
            }
            if (IsTurn())
                Wait(Work(lane));
            else
                Wait(s_look);
            idleSince = Stopwatch.GetTimestamp();
        }
    }

    private bool IsTurn() => !mirror.IsPrimaryBusy || (mirror.Peek() is { } oldest && mirror.Time.GetElapsedTime(oldest.TakenAt) >= mirror.Limits.MaxDelay);

    /// <summary>Runs a batch, and tells how long to pause after it.</summary>
    private TimeSpan Work(ShadowLane lane)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var most = _nanosecondsPerRow == 0 ? 1 : Math.Clamp((int)(BatchNanoseconds / _nanosecondsPerRow), 1, MaxBatchRows);
        var rows = 0;
        while (_batch.Count < MaxBatchRows && mirror.Peek() is { } next && (rows == 0 || rows + next.RowCount <= most) && mirror.TryTake(out var copy))
        {
            _batch.Add(copy);
            rows += copy.RowCount;
        }
        lane.Run(_batch);
        _batch.Clear();
        var took = Stopwatch.GetElapsedTime(startedAt);
        var perRow = took.TotalNanoseconds / Math.Max(1, rows);
        _nanosecondsPerRow = _nanosecondsPerRow == 0 ? perRow : _nanosecondsPerRow + ((perRow - _nanosecondsPerRow) / 8);
        return took * ((1 / mirror.Limits.MaxShare) - 1);
    }

    // A thread of its own: whoever waits on it is nobody.
    private void Wait(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
            mirror.Stopped.WaitHandle.WaitOne(time);
    }
}
