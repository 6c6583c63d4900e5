namespace Saker.Platform.Storage;

/// <summary>A change that waits for its turn.</summary>
internal abstract class PendingWrite(CancellationToken cancellationToken)
{
    public CancellationToken Cancellation => cancellationToken;

    /// <summary>Makes the change within the transaction; whether its caller hears of it is decided by the commit.</summary>
    public abstract Task RunAsync(Session session);

    /// <summary>It is durable.</summary>
    public abstract void Complete();

    /// <summary>None of it happened.</summary>
    public abstract void Fail(Exception reason);
}
