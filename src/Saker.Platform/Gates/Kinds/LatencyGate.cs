using System.Globalization;
using Saker.Data;
using Saker.Learning.Scores;

namespace Saker.Platform.Gates.Kinds;

/// <summary>How long one row takes, one after the other, on the machine that judges: the packaged graph alone, without a server around it.</summary>
internal sealed record LatencyGate(double MaxP99Milliseconds, int CallCount) : Gate
{
    /// <summary>Calls before the first that counts: the first ones allocate and compile.</summary>
    private const int WarmUpCount = 50;

    private const double Share = 0.99;

    // The ends of 95% of a standard normal variable.
    private const double Reach = 1.959963984540054;

    public override string Name => "latency.p99";

    public override bool Judges(ScoreTask task) => true;

    public override string Asked => string.Create(CultureInfo.InvariantCulture, $"99% of single rows are answered within {MaxP99Milliseconds:0.######} ms");

    public override string Terms => string.Create(CultureInfo.InvariantCulture, $"p99_ms={MaxP99Milliseconds:R};calls={CallCount}");

    public override async Task<GateResult> JudgeAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var times = await MeasureAsync(evidence, cancellationToken);
        Array.Sort(times);
        // Nearest rank; the ends of the interval are order statistics too, by the normal approximation of the binomial (Hahn and Meeker 1991).
        var spread = Reach * Math.Sqrt(times.Length * Share * (1 - Share));
        var p99 = times[Rank(Share * times.Length, times.Length)];
        var interval = new Interval(times[Rank((Share * times.Length) - spread, times.Length)], times[Rank((Share * times.Length) + spread + 1, times.Length)], Interval.DefaultLevel);
        return Result(p99 <= MaxP99Milliseconds ? GateOutcome.Passed : GateOutcome.Failed, $"{Bound.Show(p99, interval)} ms over {times.Length} rows", p99, interval);
    }

    private async Task<double[]> MeasureAsync(GateEvidence evidence, CancellationToken cancellationToken)
    {
        var (model, time) = (evidence.Candidate.Model, evidence.Time);
        var rows = new Table[Math.Min(evidence.Rows.RowCount, CallCount)];
        for (var row = 0; row < rows.Length; row++)
            rows[row] = evidence.Rows.Rows.Take([row]);
        for (var call = 0; call < WarmUpCount; call++)
            await model.PredictAsync(rows[call % rows.Length], cancellationToken);
        var times = new double[CallCount];
        for (var call = 0; call < times.Length; call++)
        {
            var started = time.GetTimestamp();
            await model.PredictAsync(rows[call % rows.Length], cancellationToken);
            times[call] = time.GetElapsedTime(started).TotalMilliseconds;
        }
        return times;
    }

    private static int Rank(double position, int count) => Math.Clamp((int)Math.Ceiling(position) - 1, 0, count - 1);
}
