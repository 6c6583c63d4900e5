using Saker.Data.Sources;

namespace Saker.Platform.Retraining;

/// <summary>Rows to train on, there until disposed.</summary>
internal sealed class OpenedRows(DataSource source, IDisposable? held = null) : IDisposable
{
    public DataSource Source => source;

    /// <summary>Whether what the pipeline protects was protected before: rows that it stored so under the same rules, or that were asked without it.</summary>
    public bool IsProtected { get; init; }

    public void Dispose() => held?.Dispose();
}
