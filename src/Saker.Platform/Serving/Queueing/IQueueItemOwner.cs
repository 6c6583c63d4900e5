namespace Saker.Platform.Serving.Queueing;

/// <summary>Whose request a <see cref="QueueItem"/> is.</summary>
internal interface IQueueItemOwner
{
    /// <summary>The run ended, or the item will not be run; told once a run, before whoever awaits it goes on.</summary>
    /// <param name="error">Null when the outputs are there.</param>
    void Ended(Exception? error);

    /// <summary>Nobody uses the item or its memory any more.</summary>
    void Recycle();
}
