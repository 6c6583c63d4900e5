using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Tests.Serving.Policies;

/// <summary>Answers with its version and twice its input, unless it is told to fail or to wait.</summary>
internal sealed class MoodyModel(int version) : IModel
{
    private int _runs;

    public Signature Signature { get; } = new()
    {
        Inputs = [new SignatureColumn("x", ColumnType.Float64) { Min = 0, Max = 10 }],
        Outputs = [new SignatureColumn("label", ColumnType.Text), new SignatureColumn("score", ColumnType.Float64)],
    };

    public int RunCount => Volatile.Read(ref _runs);

    /// <summary>Every run fails with it, when it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs wait for it and cannot be cancelled, when it is set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        if (Failure is { } failure)
            throw failure;
        if (Gate is { } gate)
            await gate.Task;
        return new Table([
            Column.OfText("label", [.. Enumerable.Repeat($"{version}", rows.RowCount)]),
            Column.Of<double>("score", rows.Get("x").ToFloat64().Select(x => 2 * x).ToArray()),
        ]);
    }
}
