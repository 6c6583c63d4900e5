using Saker.Data.Sources;

namespace Saker.Platform.Retraining;

/// <summary>Rows to train on, there until disposed.</summary>
internal sealed class OpenedRows(DataSource source, IDisposable? held = null) : IDisposable
{
    public DataSource Source => source;

    public void Dispose() => held?.Dispose();
}
