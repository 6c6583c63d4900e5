
namespace Saker.Platform.Monitoring.Windows;

/// <summary>
/// Keeps the work on rows within its share of the processors: while it takes more, every second row is left out, then three of four, and so on; while it takes
/// less than a quarter, more are taken again. What was not used for up to a minute may be used at once, so that a burst, or the first rows of a process, whose code is
/// still being compiled, are taken whole. For one thread.
/// </summary>
internal sealed class RowThinner(double maxShare, int processors, TimeProvider time)
{
    private const int MaxStep = 1_024;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Saving = TimeSpan.FromMinutes(1);

    private readonly TimeSpan _mostSaved = Saving * maxShare * processors;

    private TimeSpan _saved = Saving * maxShare * processors;
    private long _periodBegan = time.GetTimestamp();
    private TimeSpan _spent;
    private long _seen;

    /// <summary>One row of so many is taken.</summary>
    public int Step { get; private set; } = 1;

    /// <summary>The rows to take of some that come, as places in them; null for all.</summary>
    public int[]? Choose(int rowCount)
    {
        var first = _seen;
        _seen += rowCount;
        if (Step == 1)
            return null;
        var skip = (int)((Step - (first % Step)) % Step);
        var chosen = new int[skip >= rowCount ? 0 : ((rowCount - skip - 1) / Step) + 1];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = skip + (i * Step);
        return chosen;
    }

    /// <summary>Tells how long the work on rows took.</summary>
    /// <param name="beganAt">By the clock.</param>
    public void Spent(long beganAt)
    {
        _spent += time.GetElapsedTime(beganAt);
        var elapsed = time.GetElapsedTime(_periodBegan);
        if (elapsed < Period)
            return;
        var share = _spent / elapsed / processors;
        var left = _saved + (elapsed * maxShare * processors) - _spent;
        _saved = left < TimeSpan.Zero ? TimeSpan.Zero : left < _mostSaved ? left : _mostSaved;
        if (share > maxShare && left < TimeSpan.Zero)
            Step = Math.Min(MaxStep, 2 * Step);
        else if (share < maxShare / 4)
            Step = Math.Max(1, Step / 2);
        (_periodBegan, _spent) = (time.GetTimestamp(), TimeSpan.Zero);
    }
}
