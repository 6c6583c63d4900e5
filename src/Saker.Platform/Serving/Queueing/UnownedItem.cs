namespace Saker.Platform.Serving.Queueing;

/// <summary>For items that nobody counts or uses again.</summary>
internal sealed class UnownedItem : IQueueItemOwner
{
    public static readonly UnownedItem Instance = new();

    public void Ended(Exception? error)
    {
    }

    public void Recycle()
    {
    }
}
