namespace Saker.Platform.Storage;

/// <summary>A change that waits for its turn and gives a result.</summary>
internal sealed class PendingWrite<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken) : PendingWrite(cancellationToken)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public override async Task RunAsync(Session session)
    {
        Cancellation.ThrowIfCancellationRequested();
        _result = await work(session);
        Cancellation.ThrowIfCancellationRequested();
    }

    public override void Complete() => _done.TrySetResult(_result!);

    public override void Fail(Exception reason)
    {
        if (reason is OperationCanceledException && Cancellation.IsCancellationRequested)
            _done.TrySetCanceled(Cancellation);
        else
            _done.TrySetException(reason);
    }
}
