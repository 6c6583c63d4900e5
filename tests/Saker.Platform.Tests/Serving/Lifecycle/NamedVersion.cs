using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;

namespace Saker.Platform.Tests.Serving.Lifecycle;

/// <summary>A model that answers with the name of its registered model, and not after its end.</summary>
internal sealed class NamedVersion(ModelVersion version) : IModel, IDisposable
{
    private volatile bool _isDisposed;

    public bool IsDisposed => _isDisposed;

    public Signature Signature { get; } = new()
    {
        Inputs = [new SignatureColumn("x", ColumnType.Float64)],
        Outputs = [new SignatureColumn("label", ColumnType.Text)],
    };

    public ValueTask<Table> PredictAsync(Table rows, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ValueTask.FromResult(new Table([Column.OfText("label", [.. Enumerable.Repeat(version.Model, rows.RowCount)])]));
    }

    public void Dispose() => _isDisposed = true;
}
