using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;

namespace Saker.Platform.Tests.Serving;

/// <summary>A model that answers with its version, and notices when it is used after its end or ended while in use.</summary>
internal sealed class ToyVersion(ModelVersion version) : IModel, IDisposable
{
    private int _running;
    private int _isDisposed;

    public Signature Signature { get; } = new()
    {
        Inputs = [new SignatureColumn("x", ColumnType.Float64)],
        Outputs = [new SignatureColumn("label", ColumnType.Text)],
    };

    public bool IsDisposed => Volatile.Read(ref _isDisposed) != 0;

    /// <summary>Requests wait for it, when it is set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _running);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (Gate is { } gate)
            await gate.Task;
        else
            await Task.Yield();
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Interlocked.Decrement(ref _running);
        return new Table([Column.OfText("label", [.. Enumerable.Repeat($"{version.Version}", rows.RowCount)])]);
    }

    public void Dispose()
    {
        Assert.Equal(0, Volatile.Read(ref _running));
        Assert.Equal(0, Interlocked.Exchange(ref _isDisposed, 1));
    }
}
