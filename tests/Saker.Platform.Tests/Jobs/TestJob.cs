using Saker.Platform.Jobs;

namespace Saker.Platform.Tests.Jobs;

/// <summary>A job that counts its runs and does what the test says.</summary>
internal sealed class TestJob : IRecurringJob
{
    private int _count;
    private int _running;

    public string Name { get; init; } = "test.job";

    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(1);

    public Func<CancellationToken, Task> Work { get; set; } = _ => Task.CompletedTask;

    /// <summary>How often it ran.</summary>
    public int Count => _count;

    /// <summary>The most that ran at the same time.</summary>
    public int MaxAtOnce { get; private set; }

    public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _count);
        MaxAtOnce = Math.Max(MaxAtOnce, Interlocked.Increment(ref _running));
        try
        {
            await Work(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
