using System.Text.Json.Nodes;
using Saker.Data;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>One row is answered within a time, in so many calls of a hundred. It is the model alone that is measured, without a server around it.</summary>
public sealed record Latency : BehaviourTest
{
    internal const string PublicName = "latency";
    internal const int DefaultCalls = 200;

    private const int WarmUp = 20;

    /// <summary>Which call counts, 1 to 100: 99 is the slowest but one of a hundred.</summary>
    public double Percentile { get; init; } = 99;

    public required TimeSpan Max { get; init; }

    public int Calls { get; init; } = DefaultCalls;

    public override string Kind => PublicName;

    public override string Description => FormattableString.Invariant($"{Percentile}% of single rows are answered within {DurationText.Write(Max)}");

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature) => [];

    internal override (string Key, long RowCount) Cost(Signature signature, long rowCount) => ("calls", Calls);

    internal override async Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        var tables = trial.Rows.Take(Calls).Select(row => RowTables.Of(trial.Inputs, [row.Cells])).ToArray();
        var milliseconds = new double[Calls];
        for (var call = -WarmUp; call < Calls; call++)
        {
            var table = tables[(call + WarmUp) % tables.Length];
            var started = trial.Time.GetTimestamp();
            await trial.Asking.Model.PredictAsync(table, cancellationToken);
            if (call >= 0)
                milliseconds[call] = trial.Time.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(milliseconds);
        var seen = milliseconds[Math.Clamp((int)Math.Ceiling(Percentile / 100 * Calls) - 1, 0, Calls - 1)];
        var isBroken = seen > Max.TotalMilliseconds;
        return new BehaviourFinding
        {
            CaseCount = Calls,
            // It is one question, whatever share of calls is slow.
            FailureCount = isBroken ? Calls : 0,
            Worst = isBroken ? seen - Max.TotalMilliseconds : 0,
            Observed = FormattableString.Invariant($"{seen:0.###} ms at {Percentile}%, {milliseconds[Calls / 2]:0.###} ms in the middle"),
        };
    }

    internal override void Describe(JsonObject described)
    {
        described["max"] = DurationText.Write(Max);
        if (Percentile != 99)
            described["percentile"] = Percentile;
        if (Calls != DefaultCalls)
            described["calls"] = Calls;
    }
}
