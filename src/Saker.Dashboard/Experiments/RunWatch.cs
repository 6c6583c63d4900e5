using Saker.Platform.Experiments;

namespace Saker.Dashboard.Experiments;

/// <summary>One reader's look at a run that goes on: gathered anew when the run changed, and only then.</summary>
internal sealed class RunWatch(RunLooks looks, RunLook first, bool allCurves, TimeProvider time)
{
    private RunLook _look = first;

    private RunId Run => _look.Pipeline.Run.Id;

    public async Task<RunLook> LookAsync(CancellationToken cancellationToken)
    {
        if (await looks.StampAsync(Run, cancellationToken) != _look.Stamp && await looks.FindAsync(Run.Value, allCurves, cancellationToken) is { } changed)
            _look = changed;
        return _look;
    }

    public Task<string> StampAsync(CancellationToken cancellationToken) => looks.StampAsync(Run, cancellationToken);

    /// <summary>As the stamp, and for a run under way the time, which its duration goes with.</summary>
    public async Task<string> HeadStampAsync(CancellationToken cancellationToken)
    {
        var stamp = await StampAsync(cancellationToken);
        return _look.Pipeline.Run.EndedAt is null ? $"{stamp} {time.GetUtcNow().ToUnixTimeSeconds()}" : stamp;
    }
}
