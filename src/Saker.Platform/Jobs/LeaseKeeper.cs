using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Storage;

namespace Saker.Platform.Jobs;

/// <summary>Renews leases as long as the work that they are for lasts, and ends the work when one is lost. Thread-safe.</summary>
internal sealed partial class LeaseKeeper(Database database, JobOptions options, TimeProvider time, ILogger<LeaseKeeper> logger)
{
    private const int RenewalsPerLease = 3;

    /// <summary>Runs work under a lease that was taken.</summary>
    /// <param name="lease">The lease. It is not released at the end: whoever writes the outcome does both at once.</param>
    /// <param name="work">The work; its token ends when the lease is lost.</param>
    /// <param name="cancellationToken">Ends the work too.</param>
    /// <exception cref="SakerException">The lease was lost (conflict) and the work ended for that.</exception>
    public Task RunAsync(Lease lease, Func<CancellationToken, Task> work, CancellationToken cancellationToken) => RunAsync(lease, options.LeaseDuration, work, cancellationToken);

    /// <inheritdoc cref="RunAsync(Lease, Func{CancellationToken, Task}, CancellationToken)"/>
    /// <param name="lease">The lease.</param>
    /// <param name="duration">How long the process may be silent before another takes the lease, which was taken for as long.</param>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Ends the work too.</param>
    public async Task RunAsync(Lease lease, TimeSpan duration, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var ended = new CancellationTokenSource();
        var renewing = RenewAsync(lease, duration, lost, ended.Token);
        try
        {
            await work(lost.Token);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SakerException(ErrorKind.Conflict, $"The lease '{lease.Name}' was lost: this process was silent for longer than {DurationText.Write(duration)}.");
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(Lease lease, TimeSpan duration, CancellationTokenSource lost, CancellationToken ended)
    {
        var held = time.GetTimestamp();
        while (true)
        {
            try
            {
                await Task.Delay(duration / RenewalsPerLease, time, ended);
                if (!await database.WriteAsync(session => LeaseSql.RenewAsync(session, lease, time.GetUtcNow().ToUnixTimeMilliseconds(), duration), ended))
                    break;
                held = time.GetTimestamp();
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogNotRenewed(exception, lease.Name);
                // The others believe that it is free from then on.
                if (time.GetElapsedTime(held) >= duration)
                    break;
            }
        }
        LogLost(lease.Name);
        await lost.CancelAsync();
    }

    [LoggerMessage(2600, LogLevel.Warning, "Lease {Lease} could not be renewed")]
    private partial void LogNotRenewed(Exception exception, string lease);

    [LoggerMessage(2601, LogLevel.Warning, "Lease {Lease} was lost to another process; the work under it ends")]
    private partial void LogLost(string lease);
}
