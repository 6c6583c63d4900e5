using System.Collections.Concurrent;
using Saker.Data;
using Saker.Learning.Models;
using Saker.Platform.Registry;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving;

/// <summary>Rows to ask versions about: those recorded with them when they were trained or imported. Thread-safe.</summary>
public sealed class ServedExamples(IRegistryStore registry)
{
    // What a version was recorded with never changes; few are looked at.
    private const int MaxKept = 64;

    private readonly ConcurrentDictionary<VersionKey, Table?> _kept = new();

    /// <summary>The recorded rows of a version; null where there are none that can be read.</summary>
    /// <param name="model">The registered model.</param>
    /// <param name="version">Its version.</param>
    /// <param name="signature">What it takes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Table?> FindAsync(string model, int version, Signature signature, CancellationToken cancellationToken)
    {
        if (signature.TakesTensors)
            return null;
        var key = new VersionKey(model, version);
        if (_kept.TryGetValue(key, out var kept))
            return kept;
        var rows = await ReadAsync(model, version, signature, cancellationToken);
        if (_kept.Count >= MaxKept)
            _kept.Clear();
        return _kept[key] = rows;
    }

    private async Task<Table?> ReadAsync(string model, int version, Signature signature, CancellationToken cancellationToken)
    {
        try
        {
            return (await registry.ResolveAsync($"{model}/{version}", cancellationToken)).Folder is { } folder ? ExampleRows.Read(folder, signature) : null;
        }
        catch (Exception e) when (e is SakerException or IOException or UnauthorizedAccessException)
        {
            // An example that cannot be had is none; what is wrong with the version is told where it matters.
            return null;
        }
    }
}
