using Saker.Data;
using Saker.Learning.Models;

namespace Saker.Platform.Tests.Serving.Lifecycle;

/// <summary>A model whose runs fail while it is told so.</summary>
internal sealed class FailingVersion : IModel, IDisposable
{
    public bool Fails { get; set; } = true;

    public bool IsDisposed { get; private set; }

    public Signature Signature { get; } = new()
    {
        Inputs = [new SignatureColumn("x", ColumnType.Float64)],
        Outputs = [new SignatureColumn("label", ColumnType.Text)],
    };

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken) =>
        Fails ? throw new InvalidOperationException("Always.") : ValueTask.FromResult(new Table([Column.OfText("label", [.. Enumerable.Repeat("1", rows.RowCount)])]));

    public void Dispose() => IsDisposed = true;
}
