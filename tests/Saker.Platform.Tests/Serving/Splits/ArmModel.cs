using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Tests.Serving.Splits;

/// <summary>Answers with its version and the sum of its inputs; fails, waits or takes a column more when it is told to.</summary>
internal sealed class ArmModel(int version, params string[] columns) : IModel, IDisposable
{
    private int _runs;
    private int _rows;

    public Signature Signature { get; } = new()
    {
        Inputs = [.. columns.Select(column => new SignatureColumn(column, ColumnType.Float64) { Min = -1e9, Max = 1e9 })],
        Outputs = [new SignatureColumn("label", ColumnType.Text), new SignatureColumn("score", ColumnType.Float64)],
    };

    public int RunCount => Volatile.Read(ref _runs);

    public int RowCount => Volatile.Read(ref _rows);

    public bool IsDisposed { get; private set; }

    /// <summary>Every run fails with it, when it is set.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs wait for it, when it is set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Called as each run begins.</summary>
    public Action? Before { get; set; }

    public async ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        Interlocked.Add(ref _rows, rows.RowCount);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Before?.Invoke();
        if (Gate is { } gate)
            await gate.Task;
        if (Failure is { } failure)
            throw failure;
        var sums = new double[rows.RowCount];
        foreach (var column in columns)
            for (var i = 0; i < sums.Length; i++)
                sums[i] += rows.Get(column).ToFloat64()[i];
        return new Table([Column.OfText("label", [.. Enumerable.Repeat($"{version}", rows.RowCount)]), Column.Of<double>("score", sums)]);
    }

    public void Dispose() => IsDisposed = true;
}
