using Microsoft.Extensions.Logging;
using Saker.Learning.Models;
using Saker.Platform.Registry;

namespace Saker.Platform.Serving;

/// <summary>
/// A version in memory, counted: the host holds it once while it serves, every request once while it runs. Whoever lets go
/// last disposes the model.
/// </summary>
internal sealed class LoadedModel(IModel model, ModelVersion version, DateTimeOffset loadedAt, ILogger logger)
{
    private readonly TaskCompletionSource _unloaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _holders = 1;

    public IModel Model => model;

    /// <summary>Refuses rows that the model was not made for.</summary>
    public InputGuard Guard { get; } = new(model.Signature, new InputGuardOptions());

    public ModelVersion Version => version;

    public DateTimeOffset LoadedAt => loadedAt;

    /// <summary>Completes when the model is disposed.</summary>
    public Task Unloaded => _unloaded.Task;

    /// <summary>Holds the model; false when it is being disposed, in which case a successor is in place.</summary>
    public bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
                return true;
            holders = seen;
        }
        return false;
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) > 0)
            return;
        try
        {
            (model as IDisposable)?.Dispose();
            logger.Unloaded(version.Model, version.Version);
        }
        catch (Exception e)
        {
            // The request that held it last did succeed.
            logger.UnloadFailed(e, version.Model, version.Version);
        }
        _unloaded.SetResult();
    }
}
