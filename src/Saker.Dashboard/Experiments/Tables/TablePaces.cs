using System.Globalization;
using System.Numerics;

namespace Saker.Dashboard.Experiments.Tables;

/// <summary>
/// How often tables are gathered anew while nothing says that they changed: each second while something runs, else now and then, and so seldom that gathering one takes about a twentieth of the
/// time at most. So a large table, or a run that a program left behind running, costs little. All who watch an address go by the same pace. Thread-safe.
/// </summary>
internal sealed class TablePaces(TimeProvider time)
{
    private const int Share = 20;
    private const int QuietSeconds = 10;
    private const int MaxSeconds = 64;
    private const int MaxKept = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _seconds = new(StringComparer.Ordinal);

    /// <summary>Another text when it is time for the table at an address.</summary>
    public string Beat(string address, bool isRunning)
    {
        lock (_lock)
        {
            var seconds = Math.Max(_seconds.GetValueOrDefault(address, 1), isRunning ? 1 : QuietSeconds);
            return (time.GetUtcNow().Ticks / (seconds * TimeSpan.TicksPerSecond)).ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Tells how long gathering took. A pace changes in powers of two and is not taken up again at once: a change is itself a reason to gather anew.</summary>
    public void Took(string address, TimeSpan spent)
    {
        var needed = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(Math.Ceiling(spent.TotalSeconds * Share), 1, MaxSeconds));
        lock (_lock)
        {
            var before = _seconds.GetValueOrDefault(address, 1);
            if (_seconds.Count >= MaxKept && !_seconds.ContainsKey(address))
                _seconds.Clear();
            _seconds[address] = needed > before ? needed : needed * 4 <= before ? before / 2 : before;
        }
    }
}
