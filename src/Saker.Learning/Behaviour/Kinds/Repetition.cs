using System.Text.Json.Nodes;
using Saker.Learning.Behaviour.Running;
using Saker.Learning.Models;

namespace Saker.Learning.Behaviour.Kinds;

/// <summary>The same rows asked again get the same predictions: at once, and one by one.</summary>
public sealed record Repetition : BehaviourTest
{
    internal const string PublicName = "determinism";
    internal const int DefaultRepeats = 3;

    // Engines sum in another order in batches than row by row.
    internal const double Rounding = 1e-6;

    // Row by row is slow, and a few say it all.
    private const int MaxSingles = 100;

    public int Repeats { get; init; } = DefaultRepeats;

    public override string Kind => PublicName;

    public override string Description => $"the same rows get the same predictions, {Repeats} times at once and one by one";

    internal override IEnumerable<(string Key, string Message)> Check(Signature signature) => [];

    internal override (string Key, long RowCount) Cost(Signature signature, long rowCount) => ("repeats", rowCount * Repeats);

    internal override async Task<BehaviourFinding> RunAsync(BehaviourTrial trial, CancellationToken cancellationToken)
    {
        var first = await trial.Asking.AskAsync(trial.Rows, cancellationToken);
        var breaches = new double[first.Length];
        var others = first.ToArray();
        for (var repeat = 1; repeat < Repeats; repeat++)
            Note(await trial.Asking.AskAsync(trial.Rows, cancellationToken), 0, 0);
        for (var row = 0; row < Math.Min(first.Length, MaxSingles); row++)
            Note([await trial.Asking.AskAsync(trial.Rows[row], cancellationToken)], row, Rounding);
        return SameRows.Finding(trial, first, others, breaches);

        void Note(double[] again, int from, double tolerance)
        {
            for (var i = 0; i < again.Length; i++)
                SameRows.Note(first, others, breaches, from + i, again[i], tolerance);
        }
    }

    internal override void Describe(JsonObject described)
    {
        if (Repeats != DefaultRepeats)
            described["repeats"] = Repeats;
    }
}
