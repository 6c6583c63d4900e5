using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Serving.Lifecycle;

namespace Saker.Platform.Serving.Splits;

/// <summary>Makes what endpoints say of their splits work in this process. Thread-safe.</summary>
internal sealed class SplitMaking(VersionShelf shelf, ShadowObservers observers, TimeProvider time, ILogger logger)
{
    /// <param name="endpoint">Has a split.</param>
    /// <param name="before">What it takes the place of; null when nothing was split.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the split is not possible: the endpoint's own version answers all.</returns>
    public async Task<ServedSplit?> MakeAsync(Endpoint endpoint, ServedSplit? before, CancellationToken cancellationToken)
    {
        var slots = new List<(VersionSlot? Slot, string? Fault)>();
        foreach (var arm in endpoint.Split!.Arms)
            slots.Add(await LookUpAsync(arm, cancellationToken));
        try
        {
            return new ServedSplit(endpoint, slots, shelf, before, Mirror);
        }
        catch (SakerException e)
        {
            logger.SplitFailed(e, endpoint.Name);
            return null;
        }
    }

    private ShadowMirror Mirror(Endpoint endpoint, int index, ServedArm arm) => new(endpoint, index, arm, observers, time, logger);

    private async Task<(VersionSlot? Slot, string? Fault)> LookUpAsync(SplitArm arm, CancellationToken cancellationToken)
    {
        try
        {
            return (await shelf.GetAsync(arm.Model, arm.Version, cancellationToken), null);
        }
        catch (SakerException e)
        {
            return (null, e.Message);
        }
    }
}
