using Saker.Data;

namespace Saker.Platform.Serving;

/// <summary>Runs so much costly work at a time, each for so long, and refuses more at once instead of letting it wait. Thread-safe.</summary>
public sealed class WorkLimiter(WorkLimits limits, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _places = new(limits.MaxConcurrent);

    /// <param name="work">Stops when its token says so; its place is taken until it has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SakerException">Too much runs now (limit exceeded, with when to come again), or it took too long (timeout).</exception>
    public async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (!await _places.WaitAsync(TimeSpan.Zero, cancellationToken))
            throw new SakerException(ErrorKind.LimitExceeded, limits.Busy, limits.Field) { RetryAfter = limits.RetryAfter };
        try
        {
            using var late = new CancellationTokenSource(limits.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
            try
            {
                return await work(either.Token);
            }
            catch (OperationCanceledException exception) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new SakerException(ErrorKind.Timeout, limits.TooSlow, limits.Field, exception);
            }
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
