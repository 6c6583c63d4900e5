namespace Saker.Platform.Serving.Lifecycle;

/// <summary>One load of a version, for all who wait for it. Its fields are changed under the lock of its slot.</summary>
internal sealed class LoadFlight
{
    /// <summary>How many wait and get a hold when it lands.</summary>
    public int WaiterCount { get; set; }

    /// <summary>What was loaded, once it has landed.</summary>
    public LoadedModel? Result { get; set; }

    /// <summary>Ends with the version, held once for every waiter, or with null when it failed: the slot says why.</summary>
    public TaskCompletionSource<LoadedModel?> Landing { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
